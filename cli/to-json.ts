/** One line of JSON that steers no terminal: JSON itself leaves the control characters behind `~` as they are. */
export function toJson(value: object): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}
