/**
 * Whether git could have a tag or branch of this name: the rules of git-check-ref-format(1), and no leading dash, so that it is
 * never taken for an option or a path.
 */
export function isRefName(text: string): boolean {
  const forbidden = /^[-/]|\.\.|@\{|\/\/|[/.]$|^@$|[\s\p{C}~^:?*[\\]/u;
  const component = (part: string) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock');
  return text.length <= 255 && !forbidden.test(text) && text.split('/').every(component);
}
