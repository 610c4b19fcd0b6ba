import { type Token, tokensOf } from '../../query/tokens-of';

export type KqlKind = 'name' | 'string' | 'number' | 'timespan' | 'datetime' | 'symbol';

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

const kinds: [KqlKind | 'space', RegExp][] = [
  ['space', /(?:\s+|\/\/[^\n]*)/y],
  ['datetime', /datetime\s*\([^)\n]*\)/y],
  ['timespan', /\d+(?:\.\d+)?(?:d|h|m|s|ms)\b/y],
  ['number', /\d+(?:\.\d+)?\b/y],
  ['name', /[A-Za-z_]\w*/y],
  ['string', /@"(?:""|[^"\n])*"|@'(?:''|[^'\n])*'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y],
  ['symbol', /==|!=|<=|>=|=~|!~|[|()[\],;=<>:+*/.-]/y],
];

/** Of a string, what it holds; of a datetime, what stands in its brackets, which is no expression. @throws KqlError */
export function tokenize(query: string): Token<KqlKind>[] {
  return tokensOf(query, kinds, {
    textOf: valueOf,
    end: '<EOF>',
    unreadable: (at) => syntaxError(query, at, `A recognition error occurred. Token: ${query[at]}`),
  });
}

function valueOf(kind: KqlKind, text: string): string {
  if (kind === 'datetime') return text.slice(text.indexOf('(') + 1, -1).trim();
  return kind === 'string' ? unquote(text) : text;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unquote(text: string): string {
  if (text.startsWith('@')) return text.slice(2, -1).replaceAll(text[1]! + text[1]!, text[1]!);
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}
