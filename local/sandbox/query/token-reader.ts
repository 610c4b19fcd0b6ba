import { type Token } from './tokens-of';

/** Reads a query's tokens one after the other; the end is read again for ever. */
export abstract class TokenReader<Kind extends string> {
  protected place = 0;

  constructor(
    protected readonly query: string,
    protected readonly tokens: Token<Kind>[],
  ) {}

  protected peek(): Token<Kind> {
    return this.tokens[this.place]!;
  }

  protected take(): Token<Kind> {
    return this.tokens[this.peek().kind === 'end' ? this.place : this.place++]!;
  }

  /** Whether this symbol or name comes next. */
  protected sees(text: string): boolean {
    const next = this.peek();
    return ['symbol', 'name'].includes(next.kind) && next.text === text;
  }

  protected accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.take();
    return true;
  }

  protected expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected();
  }

  /** The next token is none that may stand there. */
  protected abstract unexpected(): Error;
}
