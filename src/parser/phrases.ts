const LISTED = 10;

/** `Services: a, b, c.`, or `Did you mean b?` when one is near. */
export function choices(label: string, known: string[], near: string | undefined): string {
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return `There are no ${label}.`;
  const more = known.length > LISTED ? ` and ${known.length - LISTED} more` : '';
  return `There ${known.length === 1 ? 'is' : 'are'}: ${known.slice(0, LISTED).join(', ')}${more}.`;
}

/** What somebody typed, short enough to be said back. */
export function shown(text: string): string {
  const characters = [...text];
  return `"${characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text}"`;
}
