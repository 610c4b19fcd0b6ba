import { PromqlError, type BinaryOperator, type Expression, type Matcher } from './syntax';
import { TokenReader } from '../../query/token-reader';
import { type PromqlToken, syntaxError, tokenize } from './tokens';

const aggregations = ['sum', 'avg', 'min', 'max', 'count'];
/** Functions and how many arguments each takes. */
const functions: Record<string, number> = {
  rate: 1,
  irate: 1,
  increase: 1,
  histogram_quantile: 2,
  vector: 1,
  absent: 1,
  scalar: 1,
};
const precedence: Record<BinaryOperator, number> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '<': 3,
  '>=': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
};
const secondsIn: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** PromQL → tree, for the part of the language that README.md names. @throws PromqlError */
export function parsePromql(query: string): Expression {
  return new Parser(query).parse();
}

class Parser extends TokenReader<Exclude<PromqlToken['kind'], 'end'>> {
  constructor(query: string) {
    super(query, tokenize(query));
  }

  parse(): Expression {
    if (this.peek().kind === 'end') throw syntaxError(this.query, 0, 'no expression found in input');
    const expression = this.binary(1);
    if (this.peek().kind !== 'end') throw this.unexpected();
    return expression;
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.peek().text as BinaryOperator;
      const strength = this.peek().kind !== 'string' && Object.hasOwn(precedence, operator) ? precedence[operator] : 0;
      if (strength < least) return left;
      this.take();
      const bool = this.accept('bool');
      if (['on', 'ignoring'].includes(this.peek().text))
        throw new PromqlError(`${this.peek().text}() is not known to this sandbox`, 'execution');
      left = { kind: 'binary', operator, bool, left, right: this.binary(strength + 1) };
    }
  }

  private unary(): Expression {
    if (this.accept('+')) return this.unary();
    if (!this.accept('-')) return this.primary();
    return { kind: 'binary', operator: '*', bool: false, left: { kind: 'number', value: -1 }, right: this.unary() };
  }

  private primary(): Expression {
    const token = this.peek();
    if (this.accept('(')) {
      const inner = this.binary(1);
      this.expect(')');
      return inner;
    }
    if (token.kind === 'number')
      return { kind: 'number', value: Number(this.take().text.replace(/^Inf$/, 'Infinity')) };
    if (token.kind === 'symbol' && token.text === '{') return this.selector([]);
    if (token.kind !== 'name') throw this.unexpected();
    this.take();
    if (aggregations.includes(token.text) && ['(', 'by', 'without'].includes(this.peek().text))
      return this.aggregate(token.text);
    if (this.peek().text === '(') return this.call(token);
    return this.selector([{ label: '__name__', operator: '=', value: token.text }]);
  }

  private aggregate(name: string): Expression {
    const before = this.grouping();
    this.expect('(');
    const body = this.binary(1);
    this.expect(')');
    return { kind: 'aggregate', name, body, ...(before ?? this.grouping() ?? { labels: [], without: false }) };
  }

  private grouping(): { labels: string[]; without: boolean } | undefined {
    const without = this.peek().text === 'without';
    if (!without && this.peek().text !== 'by') return undefined;
    this.take();
    const labels: string[] = [];
    this.expect('(');
    while (!this.accept(')')) {
      labels.push(this.name('grouping opts'));
      if (!this.accept(',') && this.peek().text !== ')') throw this.unexpected('grouping opts');
    }
    return { labels, without };
  }

  private call({ text: name, at }: PromqlToken): Expression {
    const arity = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (arity === undefined) throw syntaxError(this.query, at, `unknown function with name "${name}"`);
    const args: Expression[] = [];
    this.expect('(');
    while (!this.accept(')')) {
      args.push(this.binary(1));
      if (!this.accept(',') && this.peek().text !== ')') throw this.unexpected('function call');
    }
    if (args.length !== arity)
      throw syntaxError(this.query, at, `expected ${arity} argument(s) in call to "${name}", got ${args.length}`);
    const ranged = ['rate', 'irate', 'increase'].includes(name);
    const [first] = args;
    if (ranged && !(first?.kind === 'selector' && first.range !== undefined))
      throw syntaxError(this.query, at, `expected type range vector in call to function "${name}", got instant vector`);
    return { kind: 'call', name, args };
  }

  private selector(matchers: Matcher[]): Expression {
    if (this.accept('{'))
      while (!this.accept('}')) {
        const label = this.name('label matching');
        const operator = this.take().text;
        if (!isMatchOperator(operator)) throw this.unexpected('label matching', -1);
        const value = this.take();
        if (value.kind !== 'string') throw this.unexpected('label matching', -1);
        matchers.push({ label, operator, value: unquote(value.text) });
        if (!this.accept(',') && this.peek().text !== '}') throw this.unexpected('label matching');
      }
    if (!matchers.some(({ operator, value }) => value !== '' && !operator.startsWith('!')))
      throw syntaxError(this.query, this.peek().at, 'vector selector must contain at least one non-empty matcher');
    if (!this.accept('[')) return { kind: 'selector', matchers };
    const duration = this.take();
    if (duration.kind !== 'duration') throw this.unexpected('matrix selector', -1);
    this.expect(']');
    return { kind: 'selector', matchers, range: durationSeconds(duration.text) };
  }

  protected override expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected('', 0, `, expected "${text}"`);
  }

  private name(where: string): string {
    if (this.peek().kind !== 'name') throw this.unexpected(where);
    return this.take().text;
  }

  protected override unexpected(where = '', offset = 0, expected = ''): PromqlError {
    const { kind, text, at } = this.tokens[this.place + offset] ?? this.peek();
    const what =
      kind === 'end'
        ? 'end of input'
        : kind === 'name'
          ? `identifier "${text}"`
          : kind === 'symbol'
            ? `"${text}"`
            : `${kind} ${text}`;
    return syntaxError(this.query, at, `unexpected ${what}${where && ` in ${where}`}${expected}`);
  }
}

const isMatchOperator = (text: string): text is Matcher['operator'] => ['=', '!=', '=~', '!~'].includes(text);

/** @returns undefined when it is not a Prometheus duration (`5m`, `1h30m`); seconds otherwise */
export function durationSeconds(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * secondsIn[unit!]!,
    0,
  );
}

function unquote(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  return inner.replace(/\\(.)/g, (_, character: string) => ({ n: '\n', t: '\t' })[character] ?? character);
}
