import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { companyWarnings } from '../../src/config/company-warnings';
import { companyJsonSchema } from '../../src/config/json-schema';
import { loadCompany } from '../../src/config/load-company';
import schema from '../../countersign.schema.json';

const text = readFileSync('countersign.yaml', 'utf8');
const company = loadCompany(text, {});

test('the people, groups and accounts are those of the contract', () => {
  const rows = company.people.map(({ id, accounts, groups }) => [id, accounts.slack, accounts.teams, groups.join(' ')]);
  expect(rows).toEqual([
    ['alice', 'U0ALICE', '00000000-0000-0000-0000-000000000001', 'developers'],
    ['bob', 'U0BOB', '00000000-0000-0000-0000-000000000002', 'team-leads'],
    ['carol', 'U0CAROL', '00000000-0000-0000-0000-000000000003', 'team-leads'],
    ['dave', 'U0DAVE', '00000000-0000-0000-0000-000000000004', 'developers on-call'],
    ['erin', 'U0ERIN', '00000000-0000-0000-0000-000000000005', 'developers databases'],
    ['mallory', 'U0MALLORY', '00000000-0000-0000-0000-000000000006', ''],
  ]);
});

test('the channels and environments are those of the contract', () => {
  expect(company.channels.map(({ name, places }) => ({ name, slack: places.slack }))).toEqual([
    { name: 'deployments', slack: 'C0DEPLOY' },
    { name: 'incidents', slack: 'C0INCID' },
    { name: 'general', slack: 'C0GENERAL' },
  ]);
  expect(company.environments.map(({ id, production }) => ({ id, production }))).toEqual([
    { id: 'development', production: false },
    { id: 'staging', production: false },
    { id: 'production', production: true },
  ]);
});

test.each(['order-service', 'payment-service', 'api-gateway'])('%s deploys by GitHub Actions and is checked', (id) => {
  const service = company.services.find((each) => each.id === id);
  expect(service).toMatchObject({
    repository: `demo-company/${id}`,
    deploy: { connector: 'github', workflow: 'deploy.yml' },
    dashboard: `https://grafana.internal/d/${id}`,
    settleSeconds: 3,
    healthTimeoutSeconds: 60,
    health: [
      { query: 'min(up{service="{service}",environment="{environment}"})', atLeast: 1, whenEmpty: 'fail' },
      { name: 'share of good answers', atLeast: 0.95, whenEmpty: 'pass' },
    ],
  });
});

test('every rule can be satisfied', () => {
  expect(companyWarnings(company)).toEqual([]);
});

test('the first line tells editors where the schema is', () => {
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./countersign.schema.json');
});

test('countersign.schema.json is what the schema says (else npm run runbook)', () => {
  expect(schema).toEqual(companyJsonSchema());
});

test('an editor accepts the demo company by the JSON Schema, and a variable in place of an ID', () => {
  const accepts = new Ajv({ strict: false }).compile(schema);
  const file: { people: Record<string, { slack: string }> } = parse(text);
  expect(accepts(file) || accepts.errors).toBe(true);
  file.people['alice']!.slack = '${ALICE}';
  expect(accepts(file) || accepts.errors).toBe(true);
  file.people['alice']!.slack = 'alice';
  expect(accepts(file)).toBe(false);
});
