import { type Token, tokensOf } from '../../query/tokens-of';

export type LogqlToken = Token<'name' | 'string' | 'range' | 'number' | 'symbol'>;

/** A query that Loki answers with 400 and this text. */
export class LogqlError extends Error {}

export function parseError(query: string, at: number, message: string): LogqlError {
  const before = query.slice(0, at).split('\n');
  return new LogqlError(`parse error at line ${before.length}, col ${before.at(-1)!.length + 1}: ${message}`);
}

const kinds: [Exclude<LogqlToken['kind'], 'end'> | 'space', RegExp][] = [
  ['space', /(?:\s+|#[^\n]*)/y],
  ['range', /\[[^\]]*\]/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['string', /"(?:\\.|[^"\\\n])*"|`[^`]*`/y],
  ['symbol', /\|=|\|~|!=|!~|=~|==|>=|<=|[{}(),=|<>]/y],
];

/**
 * Of a string, what it holds; of a range, what stands in the brackets.
 * @throws LogqlError as Loki's lexer (pkg/logql/syntax/lex.go) has them
 */
export function tokenize(query: string): LogqlToken[] {
  return tokensOf(query, kinds, {
    textOf: (kind, text, at) =>
      kind === 'string' ? unquote(query, text, at) : kind === 'range' ? text.slice(1, -1) : text,
    unreadable: (at) => {
      const quote = /["`]/.test(query[at]!);
      return parseError(query, at, quote ? 'literal not terminated' : `syntax error: unexpected ${query[at]}`);
    },
  });
}

const simple: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** Go's rules (strconv.Unquote): escapes that it does not know are errors, and so are half surrogate pairs. */
function unquote(query: string, text: string, at: number): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  return inner.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-7]{3})|(.))/gs,
    (_, u?: string, long?: string, x?: string, octal?: string, other?: string) => {
      const code = u ?? long ?? x;
      const point = code ? parseInt(code, 16) : octal ? parseInt(octal, 8) : undefined;
      if (point !== undefined && (point > 0x10_ffff || (point >= 0xd800 && point < 0xe000)))
        throw parseError(query, at, 'invalid syntax');
      if (point !== undefined) return String.fromCodePoint(point);
      const character = simple[other ?? ''];
      if (character === undefined) throw parseError(query, at, 'invalid char escape');
      return character;
    },
  );
}
