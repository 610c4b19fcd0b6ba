/** The address if it is one of the web's, written so that no character of it is a platform's markup; else undefined. */
export function webAddress(url: string, most: number): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const written = href.replace(/\|/g, '%7C').replace(/</g, '%3C').replace(/>/g, '%3E');
  return written.length <= most ? written : undefined;
}
