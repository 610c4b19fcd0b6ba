export interface Token<Kind extends string> {
  kind: Kind | 'end';
  text: string;
  /** from 0 */
  at: number;
}

interface Reading<Kind extends string> {
  /** What a token is told to hold; by default what stands there. */
  textOf?: (kind: Kind, text: string, at: number) => string;
  /** What the token at the end is told to hold. */
  end?: string;
  /** What is thrown where nothing fits. */
  unreadable: (at: number) => Error;
}

/** Cuts a query into tokens: at each place the first that fits of these (sticky) patterns. `space` is left out. */
export function tokensOf<Kind extends string>(
  query: string,
  kinds: [Kind | 'space', RegExp][],
  { textOf = (_, text) => text, end = '', unreadable }: Reading<Kind>,
): Token<Kind>[] {
  const tokens: Token<Kind>[] = [];
  let at = 0;
  next: while (at < query.length) {
    for (const [kind, pattern] of kinds) {
      pattern.lastIndex = at;
      const text = pattern.exec(query)?.[0];
      if (text === undefined) continue;
      if (kind !== 'space') tokens.push({ kind, text: textOf(kind, text, at), at });
      at += text.length;
      continue next;
    }
    throw unreadable(at);
  }
  return [...tokens, { kind: 'end', text: end, at: query.length }];
}
