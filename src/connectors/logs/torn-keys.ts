const hidden = '***';
const begin = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;
const end = /-----END [A-Z ]{0,30}PRIVATE KEY-----/;
/** A whole line of a PEM body. */
const body = /^\s*(?=[^\s]*[a-z])(?=[^\s]*[A-Z])[A-Za-z0-9+/]{60,76}={0,2}\s*$/;
/** What a line of a key may be, its short last one too. Words by themselves look the same, so it counts only near a key. */
const part = /^\s{0,100}[A-Za-z0-9+/]{1,76}={0,2}\s{0,100}$/;
/** How many lines a key whose end never comes hides: one of 4,096 bits has 54, and other replicas may write in between. */
const reach = 100;
/** The same after a whole line of a body without a beginning, which may be anything in base64. */
const bodyReach = 10;

/**
 * Hides private keys that a collector tore apart at their line breaks: entries, oldest first, of which a window may have cut off
 * the beginning or the end of a key. What stands in between and is no base64 stays.
 */
export function withoutTornKeys(entries: string[]): string[] {
  const split = entries.map((entry) => entry.split('\n'));
  const lines = split.flat();
  const fromBegin = within(lines, begin, end, bodyReach);
  const fromEnd = within(lines.toReversed(), end, begin, 0).reverse();
  let next = 0;
  return split.map((parts) =>
    parts
      .map((line) => {
        const index = next++;
        return fromBegin[index] || fromEnd[index] ? hidden : line;
      })
      .join('\n'),
  );
}

/** Which lines are parts of a key, in the order of reading, in which `opens` comes before `closes`. */
function within(lines: string[], opens: RegExp, closes: RegExp, afterBody: number): boolean[] {
  let left = 0;
  return lines.map((line) => {
    left -= 1;
    if (opens.test(line)) left = closes.test(line) ? 0 : reach;
    else if (closes.test(line)) left = 0;
    if (body.test(line)) left = Math.max(left, afterBody);
    return left > 0 && part.test(line);
  });
}
