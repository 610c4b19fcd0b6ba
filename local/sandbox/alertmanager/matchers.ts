export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

const form = /^\s*([A-Za-z_][\w:]*)\s*(=~|!~|!=|=)\s*(?:"((?:\\.|[^"\\])*)"|([^"{},\s]*))\s*$/s;
const escapes: Record<string, string> = { n: '\n', '"': '"', '\\': '\\' };

/** `service="order-service"`, `severity=~"crit.*"`, as `filter` has them. @returns undefined when it is none */
export function parseMatcher(text: string): Matcher | undefined {
  const [, name, operator = '', quoted, bare] = form.exec(text) ?? [];
  if (name === undefined) return undefined;
  const value = quoted?.replace(/\\(.)/gs, (whole, character: string) => escapes[character] ?? whole) ?? bare ?? '';
  return { name, value, isRegex: operator.endsWith('~'), isEqual: !operator.startsWith('!') };
}

/** Whether an alert has these labels. One that is not there is empty. */
export function matches(matchers: Matcher[], labels: Record<string, string>): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const found = labels[name] ?? '';
    return (isRegex ? new RegExp(`^(?:${value})$`).test(found) : found === value) === isEqual;
  });
}
