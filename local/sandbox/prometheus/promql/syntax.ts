export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}
export type BinaryOperator = '+' | '-' | '*' | '/' | '==' | '!=' | '>' | '<' | '>=' | '<=' | 'and' | 'or' | 'unless';

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'selector'; matchers: Matcher[]; /** seconds */ range?: number }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'aggregate'; name: string; body: Expression; labels: string[]; without: boolean }
  | { kind: 'binary'; operator: BinaryOperator; bool: boolean; left: Expression; right: Expression };

/** A query that cannot be answered: `bad_data`, or `execution` for what this server does not know. */
export class PromqlError extends Error {
  constructor(
    message: string,
    readonly type: 'bad_data' | 'execution' = 'bad_data',
  ) {
    super(message);
  }
}
