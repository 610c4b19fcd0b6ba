import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The last eight bytes of every LevelDB table (doc/table_format.md in google/leveldb). */
const tableMagic = Buffer.from('57fb808b247547db', 'hex');

/** The name of a table file that has lost its end, if there is one. LevelDB itself would notice only when it reads there. */
export function findCutTable(directory: string): string | undefined {
  return readdirSync(directory).find(
    (file) => /\.(ldb|sst)$/.test(file) && !lastBytes(join(directory, file)).equals(tableMagic),
  );
}

function lastBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const end = Buffer.alloc(tableMagic.length);
    readSync(file, end, 0, end.length, Math.max(0, fstatSync(file).size - end.length));
    return end;
  } finally {
    closeSync(file);
  }
}

/**
 * A file beside the store that counts the acknowledged writes. LevelDB takes a log that was cut short for the trace of a crash and
 * goes on without its end; when the store then knows fewer writes than this file, acknowledged ones are gone.
 */
export class AcknowledgedWrites {
  readonly path: string;
  private readonly file: number;

  constructor(directory: string) {
    this.path = join(directory, 'ACKNOWLEDGED');
    this.file = openSync(this.path, existsSync(this.path) ? 'r+' : 'w+');
  }

  read(): number {
    return Number(readFileSync(this.path, 'utf8') || 0);
  }

  write(count: number): void {
    writeSync(this.file, String(count).padStart(16, '0'), 0);
  }

  close(): void {
    closeSync(this.file);
  }
}
