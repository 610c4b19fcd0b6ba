import { PromqlError } from './syntax';

export interface Token {
  kind: 'name' | 'number' | 'string' | 'duration' | 'symbol' | 'end';
  text: string;
  /** from 0 */
  at: number;
}

const kinds: [Token['kind'] | 'space', RegExp][] = [
  ['space', /(?:\s+|#[^\n]*)/y],
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?!\w)/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?!\w)|(?:NaN|Inf)\b/y],
  ['name', /[A-Za-z_:][\w:]*/y],
  ['string', /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/y],
  ['symbol', /=~|!~|==|!=|>=|<=|[-+*/(){}[\],=<>]/y],
];

/** @throws PromqlError with Prometheus' line:column in front */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  next: while (at < query.length) {
    for (const [kind, pattern] of kinds) {
      pattern.lastIndex = at;
      const text = pattern.exec(query)?.[0];
      if (text === undefined) continue;
      if (kind !== 'space') tokens.push({ kind, text, at });
      at += text.length;
      continue next;
    }
    const quote = /["'`]/.test(query[at]!);
    throw syntaxError(query, at, quote ? 'unterminated quoted string' : `unexpected character: '${query[at]}'`);
  }
  return [...tokens, { kind: 'end', text: '', at: query.length }];
}

export function syntaxError(query: string, at: number, message: string): PromqlError {
  const before = query.slice(0, at).split('\n');
  return new PromqlError(`${before.length}:${before.at(-1)!.length + 1}: parse error: ${message}`);
}
