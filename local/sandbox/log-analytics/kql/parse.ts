import { TokenReader } from '../../query/token-reader';
import { KqlError, type KqlKind, syntaxError, tokenize } from './tokens';

export type Comparison = '==' | '!=' | '<' | '>' | '<=' | '>=' | '=~' | 'contains' | 'contains_cs' | 'in';
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'literal'; value: string | number | Date }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression[] }
  | { kind: 'and' | 'or'; of: Expression[] };
export interface Named {
  name: string;
  of: Expression;
}
export type Operator =
  | { kind: 'where'; test: Expression }
  | { kind: 'project'; columns: Named[] }
  | { kind: 'top'; count: number; by: Expression; descending: boolean }
  | { kind: 'take'; count: number }
  | { kind: 'summarize'; values: Named[]; by: Named[] };
export interface Query {
  table: string;
  operators: Operator[];
}

/** KQL → tree, for the part of the language that README.md names. @throws KqlError */
export function parseKql(query: string): Query {
  return new Parser(query).parse();
}

const secondsIn: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
const comparisons = ['==', '!=', '<', '>', '<=', '>=', '=~', 'contains', 'contains_cs', 'in'];

class Parser extends TokenReader<KqlKind> {
  constructor(query: string) {
    super(query, tokenize(query));
  }

  parse(): Query {
    const table = this.entity();
    const operators: Operator[] = [];
    while (this.accept('|')) operators.push(this.operator());
    this.accept(';');
    if (this.peek().kind !== 'end') throw this.unexpected();
    return { table, operators };
  }

  private operator(): Operator {
    const { text, at } = this.take();
    switch (text) {
      case 'where':
        return { kind: 'where', test: this.expression() };
      case 'project':
        return { kind: 'project', columns: this.listed() };
      case 'take':
      case 'limit':
        return { kind: 'take', count: this.number() };
      case 'top': {
        const count = this.number();
        this.expect('by');
        const by = this.expression();
        const ascending = this.accept('asc');
        if (!ascending) this.accept('desc');
        return { kind: 'top', count, by, descending: !ascending };
      }
      case 'summarize': {
        const values = this.sees('by') ? [] : this.listed();
        return { kind: 'summarize', values, by: this.accept('by') ? this.listed() : [] };
      }
      default:
        throw syntaxError(this.query, at, `Query could not be parsed at '${text}'`);
    }
  }

  private listed(): Named[] {
    const items: Named[] = [];
    do {
      const from = this.place;
      const of = this.expression();
      const name = of.kind === 'column' ? of.name : of.kind === 'call' && of.name === 'count' ? 'count_' : 'Column1';
      if (of.kind === 'column' && this.place === from + (this.bracketed(from) ? 3 : 1) && this.accept('='))
        items.push({ name, of: this.expression() });
      else items.push({ name, of });
    } while (this.accept(','));
    return items;
  }

  private expression(): Expression {
    const of = [this.conjunction()];
    while (this.accept('or')) of.push(this.conjunction());
    return of.length === 1 ? of[0]! : { kind: 'or', of };
  }

  private conjunction(): Expression {
    const of = [this.comparison()];
    while (this.accept('and')) of.push(this.comparison());
    return of.length === 1 ? of[0]! : { kind: 'and', of };
  }

  private comparison(): Expression {
    const left = this.primary();
    const { kind, text } = this.peek();
    if (!['symbol', 'name'].includes(kind) || !comparisons.includes(text)) return left;
    this.take();
    if (text !== 'in') return { kind: 'compare', operator: text as Comparison, left, right: [this.primary()] };
    this.expect('(');
    return { kind: 'compare', operator: 'in', left, right: this.arguments() };
  }

  private primary(): Expression {
    if (this.accept('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const { kind, text, at } = this.peek();
    if (kind === 'string') return { kind: 'literal', value: this.take().text };
    if (kind === 'number') return { kind: 'literal', value: this.number() };
    if (kind === 'timespan') {
      this.take();
      const [, amount, unit] = /^([\d.]+)(\w+)$/.exec(text)!;
      return { kind: 'literal', value: Number(amount) * secondsIn[unit!]! };
    }
    if (kind === 'datetime') return this.datetime();
    if (kind === 'name' && this.tokens[this.place + 1]?.text === '(') {
      this.take();
      this.take();
      return { kind: 'call', name: text, args: this.arguments() };
    }
    if (kind === 'name' || this.bracketed(this.place)) return { kind: 'column', name: this.entity() };
    throw syntaxError(this.query, at, `Query could not be parsed at '${text}'`);
  }

  private arguments(): Expression[] {
    const args: Expression[] = [];
    while (!this.accept(')')) {
      args.push(this.expression());
      if (!this.accept(',') && !this.sees(')')) throw this.unexpected();
    }
    return args;
  }

  private datetime(): Expression {
    const { text } = this.take();
    const value = new Date(text);
    if (Number.isNaN(value.getTime()))
      throw new KqlError('SemanticError', 'SEM0035', `A datetime literal could not be read: ${text}`);
    return { kind: 'literal', value };
  }

  /** `Name` or `['name']`. */
  private entity(): string {
    if (this.bracketed(this.place)) {
      this.take();
      const { text } = this.take();
      this.take();
      return text;
    }
    if (this.peek().kind !== 'name') throw this.unexpected();
    return this.take().text;
  }

  private bracketed(place: number): boolean {
    const [open, name, close] = this.tokens.slice(place, place + 3);
    return open?.text === '[' && open.kind === 'symbol' && name?.kind === 'string' && close?.text === ']';
  }

  private number(): number {
    if (this.peek().kind !== 'number') throw this.unexpected();
    return Number(this.take().text);
  }

  protected override unexpected(): KqlError {
    const { text, at } = this.peek();
    return syntaxError(this.query, at, `Query could not be parsed at '${text}'`);
  }
}
