import { TokenReader } from '../../query/token-reader';
import { LogqlError, type LogqlToken, parseError, tokenize } from './tokens';

export type Comparison = '=' | '!=' | '=~' | '!~';
export interface Matcher {
  label: string;
  operator: Comparison;
  value: string;
}
export type LabelFilter = Matcher | { any: LabelFilter[] } | { all: LabelFilter[] };
export type Stage =
  { kind: 'line'; operator: '|=' | '!=' | '|~' | '!~'; texts: string[] } | { kind: 'label'; filter: LabelFilter };
export interface LogQuery {
  matchers: Matcher[];
  stages: Stage[];
}
export type Expression =
  | ({ kind: 'log' } & LogQuery)
  | { kind: 'range'; function: 'count_over_time' | 'rate'; log: LogQuery; seconds: number }
  | { kind: 'sum'; by: string[]; of: Expression };

/** LogQL → tree, for the part of the language that README.md names. @throws LogqlError */
export function parseLogql(query: string): Expression {
  return new Parser(query).parse();
}

const lineOperators = ['|=', '!=', '|~', '!~'];
const comparisons = ['=', '!=', '=~', '!~'];
const secondsIn: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

class Parser extends TokenReader<Exclude<LogqlToken['kind'], 'end'>> {
  constructor(query: string) {
    super(query, tokenize(query));
  }

  parse(): Expression {
    const expression = this.expression();
    if (this.peek().kind !== 'end') throw this.unexpected();
    return expression;
  }

  private expression(): Expression {
    if (this.sees('{')) return { kind: 'log', ...this.log() };
    const { kind, text } = this.take();
    if (kind === 'name' && text === 'sum') {
      const before = this.grouping();
      this.expect('(');
      const of = this.expression();
      if (of.kind === 'log') throw this.unexpected();
      this.expect(')');
      return { kind: 'sum', of, by: before ?? this.grouping() ?? [] };
    }
    if (kind === 'name' && (text === 'count_over_time' || text === 'rate')) {
      this.expect('(');
      const log = this.log();
      const range = this.take();
      if (range.kind !== 'range') throw this.unexpected(-1);
      this.expect(')');
      return { kind: 'range', function: text, log, seconds: this.duration(range) };
    }
    throw this.unexpected(-1);
  }

  private grouping(): string[] | undefined {
    if (!this.accept('by')) return undefined;
    this.expect('(');
    const labels = this.listUntil(')', () => this.name());
    return labels;
  }

  private log(): LogQuery {
    this.expect('{');
    const matchers = this.listUntil('}', () => this.matcher());
    if (!matchers.some(({ operator, value }) => !operator.startsWith('!') && !matchesEmpty(operator, value)))
      throw new LogqlError(
        'parse error : queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will',
      );
    const stages: Stage[] = [];
    for (;;) {
      const operator = this.peek().kind === 'symbol' ? this.peek().text : '';
      if (lineOperators.includes(operator)) {
        this.take();
        const texts = [this.string()];
        while (this.accept('or')) texts.push(this.string());
        stages.push({ kind: 'line', operator: operator as '|=', texts });
      } else if (this.accept('|')) stages.push({ kind: 'label', filter: this.labelFilter() });
      else return { matchers, stages };
    }
  }

  /** `and` binds closer than `or`, as in Loki. */
  private labelFilter(): LabelFilter {
    const any = [this.labelConjunction()];
    while (this.accept('or')) any.push(this.labelConjunction());
    return any.length === 1 ? any[0]! : { any };
  }

  private labelConjunction(): LabelFilter {
    const all = [this.labelTerm()];
    while (this.accept('and') || this.accept(',')) all.push(this.labelTerm());
    return all.length === 1 ? all[0]! : { all };
  }

  private labelTerm(): LabelFilter {
    if (!this.accept('(')) return this.matcher();
    const filter = this.labelFilter();
    this.expect(')');
    return filter;
  }

  private matcher(): Matcher {
    const label = this.name();
    const { kind, text } = this.take();
    if (kind !== 'symbol' || !comparisons.includes(text)) throw this.unexpected(-1);
    return { label, operator: text as Comparison, value: this.string() };
  }

  private listUntil<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.accept(end)) {
      items.push(item());
      if (!this.accept(',') && !this.sees(end)) throw this.unexpected();
    }
    return items;
  }

  private duration({ text, at }: LogqlToken): number {
    if (!/^(\d+(ms|[smhdw]))+$/.test(text)) throw parseError(this.query, at, `not a valid duration string: "${text}"`);
    return [...text.matchAll(/(\d+)(ms|[smhdw])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * secondsIn[unit!]!,
      0,
    );
  }

  private name(): string {
    if (this.peek().kind !== 'name') throw this.unexpected();
    return this.take().text;
  }

  private string(): string {
    if (this.peek().kind !== 'string') throw this.unexpected();
    return this.take().text;
  }

  protected override unexpected(offset = 0): LogqlError {
    const { kind, text, at } = this.tokens[this.place + offset] ?? this.peek();
    const names: Record<LogqlToken['kind'], string> = {
      end: '$end',
      name: 'IDENTIFIER',
      string: 'STRING',
      range: 'RANGE',
      number: 'NUMBER',
      symbol: text,
    };
    return parseError(this.query, at, `syntax error: unexpected ${names[kind]}`);
  }
}

function matchesEmpty(operator: Comparison, value: string): boolean {
  return operator === '=' ? value === '' : toRegExp(value, true).test('');
}

/** RE2 → JavaScript, where both mean the same. `(?i)` stands in front only. @throws LogqlError for what RE2 does not have */
export function toRegExp(source: string, anchored: boolean): RegExp {
  const [, flags = '', body = ''] = /^(?:\(\?([is]+)\))?([^]*)$/.exec(source)!;
  const perl = /\(\?(?:[=!]|<[=!])|\\[1-9]/.exec(body.replace(/\\[^1-9]/g, ''))?.[0];
  try {
    if (perl) throw new SyntaxError(`invalid or unsupported Perl syntax: \`${perl}\``);
    return new RegExp(anchored ? `^(?:${body})$` : body, `u${flags}`);
  } catch (error) {
    throw new LogqlError(`error parsing regexp: ${(error as Error).message}`);
  }
}
