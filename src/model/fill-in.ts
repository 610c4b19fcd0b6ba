/** Fills `{service}` and `{environment}` of a text in the company file. */
export function fillIn(text: string, { service, environment }: { service: string; environment: string }): string {
  return text.replace(/\{(service|environment)\}/g, (_, name) => (name === 'service' ? service : environment));
}
