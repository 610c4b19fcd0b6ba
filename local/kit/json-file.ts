import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One JSON value in a file, replaced as a whole so that a crash leaves the old or the new one. */
export class JsonFile<T> {
  constructor(private readonly path: string) {}

  /** @returns undefined when there is no such file; @throws Error naming the file when it is not JSON */
  read(): T | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as T;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(`${this.path} cannot be read as JSON; delete it to begin anew`, { cause });
    }
  }

  write(value: T): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(value));
    renameSync(`${this.path}.new`, this.path);
  }
}
