import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The last eight bytes of every LevelDB table (doc/table_format.md in google/leveldb). */
const tableMagic = Buffer.from('57fb808b247547db', 'hex');

/**
 * Tables that have lost their end. LevelDB itself would notice only when it reads there. Before the store is opened there may be
 * others among them that a kill left half written: those belong to nothing, and opening removes them.
 */
export function findCutTables(directory: string): string[] {
  return tablesIn(directory).filter((file) => !lastBytes(join(directory, file)).equals(tableMagic));
}

/** LevelDB would begin a new store over the files of one that has lost its CURRENT; one that was never written has nothing to lose. */
export function hasLostItsRoot(directory: string): boolean {
  if (existsSync(join(directory, 'CURRENT'))) return false;
  return tablesIn(directory).length > 0 || acknowledgedIn(directory) > 0;
}

function tablesIn(directory: string): string[] {
  return readdirSync(directory).filter((file) => /\.(ldb|sst)$/.test(file));
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

  constructor(private readonly directory: string) {
    this.path = acknowledgedPath(directory);
    this.file = openSync(this.path, existsSync(this.path) ? 'r+' : 'w+');
  }

  read(): number {
    return acknowledgedIn(this.directory);
  }

  write(count: number): void {
    writeSync(this.file, String(count).padStart(16, '0'), 0);
  }

  close(): void {
    closeSync(this.file);
  }
}

function acknowledgedPath(directory: string): string {
  return join(directory, 'ACKNOWLEDGED');
}

function acknowledgedIn(directory: string): number {
  const path = acknowledgedPath(directory);
  return existsSync(path) ? Number(readFileSync(path, 'utf8') || 0) : 0;
}

/**
 * The files of a store as they were found, while LevelDB opens it: it puts other files in their place, also when its log turns
 * out to have been cut short. A second name for each keeps them; LevelDB never writes into a file of an earlier process.
 */
export class FilesAsFound {
  private readonly kept: string;

  constructor(private readonly directory: string) {
    this.kept = join(directory, 'as-found');
    this.forget();
    try {
      const files = filesIn(directory);
      mkdirSync(this.kept);
      for (const file of files) linkSync(join(directory, file), join(this.kept, file));
    } catch {
      // A disk that is full, or has no links: then the store is opened without.
      this.forget();
    }
  }

  /** Only while the store is closed. */
  bringBack(): void {
    if (!existsSync(this.kept)) return;
    for (const file of filesIn(this.directory)) rmSync(join(this.directory, file));
    for (const file of filesIn(this.kept)) renameSync(join(this.kept, file), join(this.directory, file));
    this.forget();
  }

  forget(): void {
    rmSync(this.kept, { recursive: true, force: true });
  }
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
