import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads the files that `main` in `<appDirectory>/package.json` names: one path or a glob (`*`, `**`, `{a,b}`), in order.
 * Throws when there is none or when a file fails to load, with its path.
 */
export async function loadApp(appDirectory: string): Promise<string[]> {
  const files = findMainFiles(appDirectory);
  for (const file of files) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      throw new Error(`The app's file ${file} failed to load: ${(error as Error).message}`, { cause: error });
    }
  }
  return files;
}

/** Throws when package.json or its `main` is missing or matches no file. */
export function findMainFiles(appDirectory: string): string[] {
  const manifest = join(appDirectory, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${appDirectory} is not a function app: it has no package.json.`);
  const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string };
  if (!main) throw new Error(`${manifest} has no "main": the files of the app that register functions.`);
  const pattern = posix.normalize(main.replaceAll('\\', '/'));
  const exact = join(appDirectory, pattern);
  if (!/[*{]/.test(pattern)) {
    if (existsSync(exact)) return [exact];
    throw new Error(`${manifest}: "main" is ${main}, but there is no such file. Was the app built?`);
  }
  const expression = globToRegExp(pattern);
  const fixedPart = pattern.slice(0, pattern.search(/[*{]/));
  const folder = join(appDirectory, fixedPart.slice(0, fixedPart.lastIndexOf('/') + 1));
  const found = (existsSync(folder) ? listFiles(folder) : [])
    .filter((file) => expression.test(relative(appDirectory, file).split(sep).join('/')))
    .sort();
  if (found.length === 0) throw new Error(`${manifest}: "main" is ${main}, which matches no file. Was the app built?`);
  return found;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(join(folder, entry.name));
    return [join(folder, entry.name)];
  });
}

function globToRegExp(glob: string): RegExp {
  let depth = 0;
  const source = glob.replaceAll(/\*\*\/|\*|[{},]|[.+^$()|[\]\\?]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '*') return '[^/]*';
    if (token === '{') return depth++ >= 0 ? '(?:' : '';
    if (token === '}') return depth-- > 0 ? ')' : '\\}';
    if (token === ',') return depth > 0 ? '|' : ',';
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
