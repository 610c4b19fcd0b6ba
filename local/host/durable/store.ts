import { mkdirSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';
import type { CrashPoint } from '../faults';

export type StoreOperation = { type: 'put'; key: string; value: string } | { type: 'del'; key: string };

interface Waiting {
  operations: StoreOperation[];
  resolve: () => void;
  reject: (error: Error) => void;
}

/** The store cannot be opened or written; the message says what to do. What is in it stays as it was. */
export class StoreError extends Error {}

/**
 * One LevelDB folder. What one `write` is given becomes durable together or not at all; writes that come while another is under
 * way go out together after it. A write survives the end of the process, also by SIGKILL; a power cut may cost the last ones.
 */
export class Store {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private failure: StoreError | undefined;

  private constructor(
    private readonly db: ClassicLevel,
    private readonly directory: string,
    private readonly crashPoint: CrashPoint,
    private readonly onFailure: (error: StoreError) => void,
  ) {}

  /** Throws StoreError when another process has the folder open, or when its files are damaged. */
  static async open(directory: string, crashPoint: CrashPoint, onFailure: (error: StoreError) => void): Promise<Store> {
    mkdirSync(directory, { recursive: true });
    const db = new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'utf8', compression: false });
    try {
      await db.open();
    } catch (error) {
      throw explainOpen(directory, error as Error & { cause?: Error & { code?: string } });
    }
    return new Store(db, directory, crashPoint, onFailure);
  }

  /** Throws StoreError when the value's block does not match its checksum. */
  get(key: string): string | undefined {
    try {
      return this.db.getSync(key);
    } catch (error) {
      throw this.explain(error as Error);
    }
  }

  /** Entries whose key begins with the prefix, in order of their keys, beginning with `from` where given. */
  async *entries(prefix: string, from = prefix): AsyncGenerator<[string, string]> {
    try {
      yield* this.db.iterator({ gte: from, lt: `${prefix}\u{10ffff}` });
    } catch (error) {
      throw this.explain(error as Error);
    }
  }

  /** Resolves when all operations are durable. Throws StoreError; from then on every write is refused. */
  write(operations: StoreOperation[]): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ operations, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  async close(): Promise<void> {
    while (this.writing) await this.writing;
    await this.db.close();
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        const operations = group.length === 1 ? group[0]!.operations : group.flatMap((one) => one.operations);
        await this.crashPoint.around(() => this.db.batch(operations));
        for (const one of group) one.resolve();
      } catch (error) {
        this.failure = this.explain(error as Error);
        for (const one of [...group, ...this.waiting]) one.reject(this.failure);
        this.waiting = [];
        this.onFailure(this.failure);
      }
    }
    this.writing = undefined;
  }

  private explain(error: Error): StoreError {
    const text = `${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`;
    if (/no space left|ENOSPC|quota/i.test(text))
      return new StoreError(
        `The disk is full: the store in ${this.directory} could not be written. Nothing in it was overwritten; free some space and start again.`,
        { cause: error },
      );
    if (/corrupt|checksum|truncated|bad block/i.test(text))
      return new StoreError(damaged(this.directory, text), { cause: error });
    return new StoreError(`The store in ${this.directory} failed: ${text.trim()}`, { cause: error });
  }
}

function explainOpen(directory: string, error: Error & { cause?: Error & { code?: string } }): StoreError {
  const cause = error.cause;
  if (cause?.code === 'LEVEL_LOCKED' || /lock/i.test(cause?.message ?? ''))
    return new StoreError(
      `The store in ${directory} is in use by another process. Stop that one, or choose another folder.`,
      { cause: error },
    );
  return new StoreError(
    /corrupt|checksum|truncated|missing files|no such file/i.test(cause?.message ?? '')
      ? damaged(directory, cause!.message)
      : `The store in ${directory} cannot be opened: ${cause?.message ?? error.message}`,
    { cause: error },
  );
}

function damaged(directory: string, detail: string): string {
  return `The store in ${directory} is damaged (${detail.trim()}). Nothing was changed. Restore the folder from a copy, or move it away to begin anew.`;
}
