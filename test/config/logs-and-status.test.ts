import { readFileSync } from 'node:fs';
import { CompanyFileError } from '../../src/config/company-file-error';
import { readSettings } from '../../src/config/env';
import { loadCompany } from '../../src/config/load-company';
import { missingSettings } from '../../src/config/missing-settings';

const demo = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});

const file = (service: string, rest = '') => `name: Test
people: {}
groups: { team-leads: { title: team lead } }
services:
  api:
    repository: demo-company/api
    deploy: { connector: github, workflow: deploy.yml }
${service}
environments: { production: { production: true } }
policy: { strictest: team-leads, expires: 30m, rules: [] }
${rest}`;

function told(service: string, rest?: string): string[] {
  try {
    loadCompany(file(service, rest), {});
  } catch (error) {
    if (error instanceof CompanyFileError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

test.each(['order-service', 'payment-service', 'api-gateway'])('the demo company’s %s has status and logs', (id) => {
  const { status, logs } = demo.services.find((service) => service.id === id)!;
  expect(logs).toEqual({ source: 'loki', selector: { app: '{service}', environment: '{environment}' } });
  expect(Object.keys(status!)).toEqual(['instancesUp', 'errorRatio', 'p95Seconds', 'requestsPerSecond', 'alerts']);
});

test('logs are in Loki or in Log Analytics, each with what it needs', () => {
  const analytics = `    logs: { source: log-analytics, table: AppTraces, selector: { AppRoleName: "{service}" }, message: Message, level: SeverityLevel }`;
  expect(loadCompany(file(analytics), {}).services[0]!.logs).toEqual({
    source: 'log-analytics',
    table: 'AppTraces',
    selector: { AppRoleName: '{service}' },
    message: 'Message',
    level: 'SeverityLevel',
  });
});

const logs = 'services.api.logs';
test.each([
  [
    '    logs: { source: splunk }',
    `${logs}.source: found "splunk", allowed: source: loki with selector, or source: log-analytics with table, selector, message, level`,
  ],
  [
    '    logs: { source: loki, selector: {} }',
    `${logs}.selector: found a mapping, allowed: at least one name with its value`,
  ],
  [
    '    logs: { source: loki, selector: { a-b: x } }',
    `${logs}.selector.a-b: found "a-b", allowed: a name of letters, digits and "_"`,
  ],
  [
    '    logs: { source: loki, selector: { app: "{svc}" } }',
    `${logs}.selector.app: found "{svc}", allowed: a value with no other placeholder than {environment} and {service}`,
  ],
  [
    '    logs: { source: loki, selektor: { app: x } }',
    `${logs}.selektor: unknown key, did you mean selector?; allowed: source, selector, table, message, level`,
  ],
  [
    `    logs: { source: log-analytics, table: "T | drop", selector: { A: x }, message: M, level: L }`,
    `${logs}.table: found "T | drop", allowed: a name of letters, digits and "_"`,
  ],
  [
    '    status: { errorRatio: "up{e=\\"{env}\\"}" }',
    'services.api.status.errorRatio: found "up{e=\\"{env}\\"}", allowed: a query with no other placeholder than {environment} and {service}',
  ],
])('%s is told', (service, message) => {
  expect(told(service)).toContain(message);
});

test.each([
  [
    'mask: ["(a+)+"]',
    'mask[0]: found "(a+)+", allowed: a regular expression that has no repetition within a repetition, as in (a+)+',
  ],
  ['mask: acme', 'mask: found "acme", allowed: a list of regular expressions'],
  [
    'links: { log-analytics: { workspace: demo } }',
    'links.log-analytics.workspace: found "demo", allowed: a resource ID: /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…',
  ],
])('%s is told', (rest, message) => {
  expect(told('', rest)).toContain(message);
});

test('a setting that only some companies need is missed by these alone', () => {
  const base = missingSettings(readSettings({})).map(({ setting }) => setting);
  const missed = (service: string) =>
    missingSettings(readSettings({}), loadCompany(file(service), {}))
      .map(({ setting }) => setting)
      .filter((setting) => !base.includes(setting));
  expect(missed('')).toEqual([]);
  expect(missed('    logs: { source: loki, selector: { app: x } }')).toEqual(['LOKI_URL']);
  expect(missed('    logs: { source: log-analytics, table: T, selector: { A: x }, message: M, level: L }')).toEqual([
    'LOG_ANALYTICS_WORKSPACE',
  ]);
  expect(missed('    status: { alerts: { service: "{service}" } }')).toEqual([
    'ALERTMANAGER_URL',
    'ALERTMANAGER_WEBHOOK_TOKEN',
  ]);
});

test('the example settings are all that the demo company needs', () => {
  const example = JSON.parse(readFileSync('local.settings.json.example', 'utf8')) as { Values: Record<string, string> };
  expect(missingSettings(readSettings(example.Values), demo)).toEqual([]);
});

test('addresses and tokens of log sources are read', () => {
  expect(readSettings({}).logAnalytics).toEqual({ url: 'https://api.loganalytics.io' });
  const { loki, alertmanager, logAnalytics } = readSettings({
    LOKI_URL: 'http://127.0.0.1:1/',
    LOKI_TOKEN: 'a',
    LOKI_TENANT: 'b',
    ALERTMANAGER_WEBHOOK_TOKEN: 't1, t2',
    ALERTMANAGER_URL: 'http://127.0.0.1:2/',
    LOG_ANALYTICS_URL: 'http://127.0.0.1:3',
    LOG_ANALYTICS_WORKSPACE: 'c',
    LOG_ANALYTICS_TOKEN: 'd',
  });
  expect(loki).toEqual({ url: 'http://127.0.0.1:1', token: 'a', tenant: 'b' });
  expect(alertmanager).toEqual({ url: 'http://127.0.0.1:2', webhookTokens: ['t1', 't2'] });
  expect(logAnalytics).toEqual({ url: 'http://127.0.0.1:3', workspace: 'c', token: 'd' });
});

test('a channel is quiet when the file says so, on all its platforms, and “quiet” is no place of it', () => {
  const quiet = (said: string) => loadCompany(file('', `channels: { ops: { slack: C0OPS, ${said} } }`), {}).channels;
  expect(quiet('quiet: true')).toEqual([
    { name: 'ops', places: { slack: 'C0OPS', console: 'ops' }, mirrored: false, quiet: true },
  ]);
  expect(quiet('quiet: false')).toEqual([{ name: 'ops', places: { slack: 'C0OPS', console: 'ops' }, mirrored: false }]);
  for (const wrong of ['yes', '"true"', '1', '[true]', '"${QUIET:-true}"'])
    expect(told('', `channels: { ops: { slack: C0OPS, quiet: ${wrong} } }`)).toEqual([
      expect.stringMatching(/^channels\.ops\.quiet: found .+, allowed: true or false$/),
    ]);
});
