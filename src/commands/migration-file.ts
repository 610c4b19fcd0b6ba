import { type CiCd, type SourceFile } from '../connectors/types';
import { nearestNames } from '../model/nearest-names';

/** Migrations named when none is near to what was asked for. */
const named = 5;
/** Lines at the head of a file in which it may say whether it can be undone. */
const header = 20;

export interface MigrationFile extends SourceFile {
  path: string;
  reversible: 'declared' | 'denied' | 'down file' | 'unsaid';
}

/**
 * The file of a migration at a commit, and whether it says that it can be undone; or the names that there are.
 * @param template path of the company file, with `{migration}` in its last part
 */
export async function findMigration(
  ciCd: CiCd,
  repository: string,
  { template, migration, commit }: { template: string; migration: string; commit: string },
): Promise<MigrationFile | { nearest: string[]; all: string[] }> {
  const slash = template.lastIndexOf('/');
  const folder = template.slice(0, Math.max(0, slash));
  const pattern = template.slice(slash + 1);
  const path = template.replaceAll('{migration}', migration);
  const [file, names] = await Promise.all([
    isName(migration) ? ciCd.file(repository, path, commit) : null,
    ciCd.folder(repository, folder, commit),
  ]);
  if (!file) {
    const all = migrationsIn(names, pattern);
    return { nearest: nearestNames(migration, all), all: all.slice(-named) };
  }
  const down = downOf(pattern.replaceAll('{migration}', migration));
  return { ...file, path, reversible: declared(file.text) ?? (names.includes(down) ? 'down file' : 'unsaid') };
}

/** One part of a path and nothing that leads out of it. */
function isName(migration: string): boolean {
  return /^\w[\w.-]*$/.test(migration) && !migration.includes('..');
}

function migrationsIn(names: string[], pattern: string): string[] {
  const [before = '', after = ''] = pattern.split('{migration}');
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after) && !/\.down\.\w+$/.test(name))
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((name) => name !== '')
    .sort();
}

/** `042.up.sql` → `042.down.sql`, `042.sql` → `042.down.sql`. */
function downOf(name: string): string {
  return name.includes('.up.') ? name.replace('.up.', '.down.') : name.replace(/(\.\w+)$/, '.down$1');
}

/** `-- reversible: true`, also after `#` or `//`, among the comments at the head. */
function declared(text: string): 'declared' | 'denied' | undefined {
  const found = text
    .split('\n', header)
    .map((line) => /^\s*(?:--|#|\/\/)\s*reversible\s*:\s*(true|false)\s*$/i.exec(line)?.[1])
    .find(Boolean);
  if (!found) return undefined;
  return found.toLowerCase() === 'true' ? 'declared' : 'denied';
}
