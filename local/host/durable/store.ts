import { mkdirSync } from 'node:fs';
import { ClassicLevel } from 'classic-level';
import type { CrashPoint } from '../faults';
import { writeCountKey } from './keys';
import { AcknowledgedWrites, FilesAsFound, findCutTables, hasLostItsRoot } from './store-health';

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
    private readonly acknowledged: AcknowledgedWrites,
    private writes: number,
  ) {}

  /** Throws StoreError when another process has the folder open, when its files are damaged, or when acknowledged writes are gone. */
  static async open(directory: string, crashPoint: CrashPoint, onFailure: (error: StoreError) => void): Promise<Store> {
    mkdirSync(directory, { recursive: true });
    if (hasLostItsRoot(directory)) throw new StoreError(damaged(directory, 'its file CURRENT is missing'));
    const cutBefore = findCutTables(directory);
    const found = new FilesAsFound(directory);
    const db = new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'utf8', compression: false });
    try {
      await db.open();
    } catch (error) {
      found.forget();
      throw explain(directory, (error as Error).cause as Error);
    }
    const acknowledged = new AcknowledgedWrites(directory);
    try {
      const cut = findCutTables(directory).find((file) => cutBefore.includes(file));
      if (cut) throw new StoreError(damaged(directory, `${cut} has lost its end`));
      const writes = Number(db.getSync(writeCountKey) ?? 0);
      const lost = acknowledged.read() - writes;
      if (lost > 0)
        throw new StoreError(
          `The store in ${directory} has lost its last ${lost} acknowledged writes: a file was cut short. ` +
            `Restore the folder from a copy, or delete ${acknowledged.path} to go on without them.`,
        );
      found.forget();
      return new Store(db, directory, crashPoint, onFailure, acknowledged, writes);
    } catch (error) {
      acknowledged.close();
      await db.close();
      found.bringBack();
      throw error instanceof StoreError ? error : explain(directory, error as Error);
    }
  }

  /** Throws StoreError when the value's block does not match its checksum. */
  get(key: string): string | undefined {
    try {
      return this.db.getSync(key);
    } catch (error) {
      throw explain(this.directory, error as Error);
    }
  }

  /** Entries whose key begins with the prefix, in order of their keys, beginning with `from` where given. */
  async *entries(prefix: string, from = prefix): AsyncGenerator<[string, string]> {
    try {
      yield* this.db.iterator({ gte: from, lt: `${prefix}\u{10ffff}` });
    } catch (error) {
      throw explain(this.directory, error as Error);
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
    this.acknowledged.close();
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        const operations = group.length === 1 ? group[0]!.operations : group.flatMap((one) => one.operations);
        const count = ++this.writes;
        await this.crashPoint.around(() =>
          this.db.batch([...operations, { type: 'put', key: writeCountKey, value: String(count) }]),
        );
        this.acknowledged.write(count);
        for (const one of group) one.resolve();
      } catch (error) {
        this.failure = explain(this.directory, error as Error);
        for (const one of [...group, ...this.waiting]) one.reject(this.failure);
        this.waiting = [];
        this.onFailure(this.failure);
      }
    }
    this.writing = undefined;
  }
}

function explain(directory: string, error: Error & { code?: string }): StoreError {
  const text = [error.message, (error.cause as Error | undefined)?.message].filter(Boolean).join(': ').trim();
  const because = (message: string): StoreError => new StoreError(message, { cause: error });
  if (error.code === 'LEVEL_LOCKED')
    return because(`The store in ${directory} is in use by another process. Stop that one, or choose another folder.`);
  if (/no space left|ENOSPC|quota/i.test(text))
    return because(
      `The disk is full: the store in ${directory} could not be written. Nothing in it was overwritten; free some space and start again.`,
    );
  if (/corrupt|checksum|truncated|missing files|no such file|bad block/i.test(text))
    return because(damaged(directory, text));
  return because(`The store in ${directory} failed: ${text}`);
}

function damaged(directory: string, detail: string): string {
  return `The store in ${directory} is damaged (${detail.trim()}). Nothing was changed. Restore the folder from a copy, or move it away to begin anew.`;
}
