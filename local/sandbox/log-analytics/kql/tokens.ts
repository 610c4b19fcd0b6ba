export interface Token {
  kind: 'name' | 'string' | 'number' | 'timespan' | 'datetime' | 'symbol' | 'end';
  /** Of a string, what it holds; of a datetime, what stands in its brackets, which is no expression. */
  text: string;
  /** from 0 */
  at: number;
}

/** A query that is refused: `SyntaxError`, or `SemanticError` for what does not resolve. */
export class KqlError extends Error {
  constructor(
    readonly code: 'SyntaxError' | 'SemanticError',
    readonly number: string,
    message: string,
  ) {
    super(message);
  }
}

export function syntaxError(query: string, at: number, message: string): KqlError {
  const before = query.slice(0, at).split('\n');
  const place = `line: ${before.length}, position: ${before.at(-1)!.length}`;
  return new KqlError('SyntaxError', 'SYN0002', `${message} (${place})`);
}

const kinds: [Exclude<Token['kind'], 'end'> | 'space', RegExp][] = [
  ['space', /(?:\s+|\/\/[^\n]*)/y],
  ['datetime', /datetime\s*\([^)\n]*\)/y],
  ['timespan', /\d+(?:\.\d+)?(?:d|h|m|s|ms)\b/y],
  ['number', /\d+(?:\.\d+)?\b/y],
  ['name', /[A-Za-z_]\w*/y],
  ['string', /@"(?:""|[^"\n])*"|@'(?:''|[^'\n])*'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y],
  ['symbol', /==|!=|<=|>=|=~|!~|[|()[\],;=<>:+*/.-]/y],
];

/** @throws KqlError */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  next: while (at < query.length) {
    for (const [kind, pattern] of kinds) {
      pattern.lastIndex = at;
      const text = pattern.exec(query)?.[0];
      if (text === undefined) continue;
      if (kind !== 'space') tokens.push({ kind, text: valueOf(kind, text), at });
      at += text.length;
      continue next;
    }
    throw syntaxError(query, at, `A recognition error occurred. Token: ${query[at]}`);
  }
  return [...tokens, { kind: 'end', text: '<EOF>', at: query.length }];
}

function valueOf(kind: Token['kind'], text: string): string {
  if (kind === 'datetime') return text.slice(text.indexOf('(') + 1, -1).trim();
  return kind === 'string' ? unquote(text) : text;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unquote(text: string): string {
  if (text.startsWith('@')) return text.slice(2, -1).replaceAll(text[1]! + text[1]!, text[1]!);
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}
