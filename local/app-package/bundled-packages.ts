import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of others that is in the app. */
export interface BundledPackage {
  name: string;
  version: string;
  /** SPDX expression. */
  license: string;
  /** What its licence asks to be given along. */
  text: string;
  /** Where it stands, for a message about it. */
  folder: string;
}

/** What these do not say in package.json; read in their LICENSE by hand. */
const UNSAID: Record<string, string> = { jspath: 'MIT' };

/**
 * The packages whose code esbuild took into the app, by name and version.
 * @param inputs paths of esbuild's metafile
 */
export function bundledPackages(inputs: string[]): BundledPackage[] {
  const folders = new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const found = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    found.set(`${name}@${version}`, {
      name,
      version,
      license: license ?? UNSAID[name] ?? '',
      text: licenceText(folder),
      folder,
    });
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function licenceText(folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  return files
    .sort()
    .map((file) => join(folder, file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').trim())
    .join('\n\n');
}
