import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Writes the demo company with the stricter approval matrix. @returns its path, for COUNTERSIGN_CONFIG */
export function writeStricterCompany(folder: string): string {
  const company = parse(readFileSync('countersign.yaml', 'utf8')) as object;
  const policy: unknown = parse(readFileSync('local/demo/stricter-policy.yaml', 'utf8'));
  const path = join(folder, 'stricter.yaml');
  writeFileSync(path, stringify({ ...company, policy }, { aliasDuplicateObjects: false }));
  return path;
}
