import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

export interface Rule {
  name: string;
  when: Record<string, unknown>;
  require: string | string[];
  expires?: string;
  remind?: string;
  escalate?: { after: string; to: string };
}

export interface BreakGlass {
  group: string;
  review: string;
  within: string;
  alert: string;
}

/** How a test's company differs beside its rules. */
export interface Variant {
  breakGlass?: BreakGlass;
  /** Rollbacks in production are confirmed by typing. */
  typedConfirmation?: boolean;
  groups?: Record<string, Group>;
  /** How often a status update is asked for, by severity. */
  remind?: Record<string, string>;
}

export interface Group {
  title: string;
  source?: string;
  /** Whom the company file itself puts there. */
  people?: string[];
}

interface CompanyFile {
  environments: { production: object };
  people: Record<string, { groups?: string[] }>;
  groups: Record<string, Omit<Group, 'people'>>;
  services: Record<string, { health: { settle: string; timeout: string } }>;
  incidents: { remind?: Record<string, string> };
  policy: { expires: string; rules: Rule[]; breakGlass?: BreakGlass };
}

/** The rules of the test company that are not the demo company's; each is for production. */
const TEST_RULES: Rule[] = [
  { name: 'payments take two', when: toProduction('payment-service'), require: '2 of team-leads' },
  { name: 'the gateway is urgent', when: toProduction('api-gateway'), require: '1 of team-leads', expires: '4s' },
];

/**
 * Writes the shipped company file with short waits, and with more groups, and more rules before its own; one of the same name is replaced.
 * @returns its path, for COUNTERSIGN_CONFIG
 */
export function writeCompany(
  folder: string,
  rules: Rule[] = TEST_RULES,
  { breakGlass, typedConfirmation, groups = {}, remind }: Variant = {},
): string {
  const company = parse(readFileSync('countersign.yaml', 'utf8')) as CompanyFile;
  for (const { health } of Object.values(company.services)) Object.assign(health, { settle: '1s', timeout: '6s' });
  if (typedConfirmation) Object.assign(company.environments.production, { confirm: 'typed' });
  const names = rules.map(({ name }) => name);
  company.policy.rules = [...rules, ...company.policy.rules.filter(({ name }) => !names.includes(name))];
  for (const [id, { people = [], ...group }] of Object.entries(groups)) {
    company.groups[id] = group;
    for (const name of people) (company.people[name]!.groups ??= []).push(id);
  }
  if (remind) company.incidents.remind = remind;
  if (breakGlass) company.policy.breakGlass = breakGlass;
  const path = join(folder, `company-${rules.map(({ require }) => String(require)[0]).join('')}.yaml`);
  writeFileSync(path, stringify(company, { aliasDuplicateObjects: false }));
  return path;
}

export function toProduction(service: string): Rule['when'] {
  return { action: 'deploy', service, environment: 'production' };
}
