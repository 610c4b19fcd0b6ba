import { maskSecrets } from '../mask-secrets';

const longest = 300;

/** What an error body says, for a message: one line, no tags, no secrets, at most 300 characters. */
export function excerpt(body: string): string {
  const head = body.slice(0, 8 * longest);
  const text = /^\s*</.test(head)
    ? head.replace(/<(style|script)\b[^]*?<\/\1>/gi, ' ').replace(/<[^<>]*>/g, ' ')
    : head;
  // Masked before the lines become one, which tells where a value of YAML ends, and after, in case a control character hid one.
  const line = maskSecrets(
    maskSecrets(text)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
