import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface CompanyFile {
  services: Record<string, { health: { settle: string } }>;
  policy: { rules: { name: string; when: Record<string, string>; require: string }[] };
}

/** A service whose production deploys need both team leads, in the company that ships otherwise. */
export const SERVICE = 'payment-service';

/** Writes the company file. @returns its path, for COUNTERSIGN_CONFIG */
export function writeCompanyFile(folder: string): string {
  const company = parse(readFileSync('countersign.yaml', 'utf8')) as CompanyFile;
  for (const { health } of Object.values(company.services)) health.settle = '0s';
  company.policy.rules.unshift({
    name: 'both team leads',
    when: { action: 'deploy', service: SERVICE, environment: 'production' },
    require: '2 of team-leads',
  });
  const path = join(folder, 'company.yaml');
  writeFileSync(path, stringify(company, { aliasDuplicateObjects: false }));
  return path;
}
