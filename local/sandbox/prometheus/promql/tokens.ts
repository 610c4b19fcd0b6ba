import { type Token, tokensOf } from '../../query/tokens-of';
import { PromqlError } from './syntax';

export type PromqlToken = Token<'name' | 'number' | 'string' | 'duration' | 'symbol'>;

const kinds: [Exclude<PromqlToken['kind'], 'end'> | 'space', RegExp][] = [
  ['space', /(?:\s+|#[^\n]*)/y],
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?!\w)/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)|(?:NaN|Inf)\b/y],
  ['name', /[A-Za-z_:][\w:]*/y],
  ['string', /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/y],
  ['symbol', /=~|!~|==|!=|>=|<=|[-+*/(){}[\],=<>]/y],
];

/** @throws PromqlError with Prometheus' line:column in front */
export function tokenize(query: string): PromqlToken[] {
  return tokensOf(query, kinds, {
    unreadable: (at) => {
      const quote = /["'`]/.test(query[at]!);
      return syntaxError(query, at, quote ? 'unterminated quoted string' : `unexpected character: '${query[at]}'`);
    },
  });
}

export function syntaxError(query: string, at: number, message: string): PromqlError {
  const before = query.slice(0, at).split('\n');
  return new PromqlError(`${before.length}:${before.at(-1)!.length + 1}: parse error: ${message}`);
}
