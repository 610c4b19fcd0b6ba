/** Table Storage did not do what was asked, or it is not known whether it did. */
export class StorageError extends Error {
  override name = 'StorageError';
  /** HTTP status of the answer; absent when there was none. */
  readonly statusCode?: number;

  constructor(doing: string, cause: unknown) {
    const { statusCode, code } = (cause ?? {}) as { statusCode?: number; code?: string };
    const answer = statusCode ? `HTTP ${statusCode}` : 'no answer';
    super(`Table Storage: ${doing} failed (${answer}${code ? `, ${code}` : ''}).`, { cause });
    this.statusCode = statusCode;
  }

  /** Whether the write may have been made, or may still be: nobody answered, or a server gave up on it. */
  get ambiguous(): boolean {
    return this.statusCode === undefined || this.statusCode >= 500 || this.statusCode === 408;
  }

  /** Whether trying again may help. */
  get passing(): boolean {
    return (
      this.statusCode === undefined || this.statusCode >= 500 || [404, 408, 409, 412, 429].includes(this.statusCode)
    );
  }
}
