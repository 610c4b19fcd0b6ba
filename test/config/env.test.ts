import { readFileSync } from 'node:fs';
import { readSettings } from '../../src/config/env';
import { loadCompany } from '../../src/config/load-company';
import { missingSettings } from '../../src/config/missing-settings';
import { SettingsError } from '../../src/config/settings-error';

test('an empty environment has the public addresses and the default company file', () => {
  expect(readSettings({})).toMatchObject({
    configPath: 'countersign.yaml',
    slack: { apiUrl: 'https://slack.com/api/' },
    github: { apiUrl: 'https://api.github.com' },
    development: false,
  });
});

test('the audit log is kept in the storage of Functions unless it has its own', () => {
  expect(readSettings({ AzureWebJobsStorage: 'a' }).auditStorage).toBe('a');
  expect(readSettings({ AzureWebJobsStorage: 'a', AUDIT_STORAGE: 'b' }).auditStorage).toBe('b');
});

test('rows go to Functions’ own storage, or beside the audit where that is only the emulator’s shorthand or nothing', () => {
  const emulator = 'UseDevelopmentStorage=true';
  expect(readSettings({ AzureWebJobsStorage: 'a', AUDIT_STORAGE: 'b' }).storage).toBe('a');
  expect(readSettings({ AzureWebJobsStorage: emulator, AUDIT_STORAGE: 'b' }).storage).toBe('b');
  expect(readSettings({ AUDIT_STORAGE: 'b' }).storage).toBe('b');
  expect(readSettings({ AzureWebJobsStorage: emulator }).storage).toBe(emulator);
});

test.each(['http://127.0.0.1:4000/api', 'http://127.0.0.1:4000/api/', 'http://127.0.0.1:4000/api//'])(
  'the Slack address %s ends with one slash',
  (SLACK_API_URL) => {
    expect(readSettings({ SLACK_API_URL }).slack.apiUrl).toBe('http://127.0.0.1:4000/api/');
  },
);

test('other addresses lose the slash at their end', () => {
  const { github, prometheus } = readSettings({
    GITHUB_API_URL: 'http://127.0.0.1:1/',
    PROMETHEUS_URL: 'http://127.0.0.1:2/',
  });
  expect([github.apiUrl, prometheus.url]).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
});

test('a key whose lines were joined with \\n is put together again', () => {
  expect(readSettings({ GITHUB_APP_PRIVATE_KEY: 'a\\nb' }).github.appPrivateKey).toBe('a\nb');
});

test('an empty setting counts as not set', () => {
  expect(readSettings({ COUNTERSIGN_CONFIG: ' ', SLACK_TEAM_ID: '' })).toMatchObject({
    configPath: 'countersign.yaml',
    slack: { teamId: undefined },
  });
});

test('a reference that Key Vault did not resolve counts as not set, and is never taken for the secret', () => {
  const SLACK_SIGNING_SECRET = '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/SLACK-SIGNING-SECRET)';
  const settings = readSettings({ SLACK_SIGNING_SECRET });
  expect(settings.slack.signingSecrets).toEqual([]);
  expect(missingSettings(settings).map(({ setting }) => setting)).toContain('SLACK_SIGNING_SECRET');
});

test('Slack’s signing secret may be two while one takes the other’s place, and no more', () => {
  const secrets = (SLACK_SIGNING_SECRET: string) => readSettings({ SLACK_SIGNING_SECRET }).slack.signingSecrets;
  expect(secrets('new')).toEqual(['new']);
  expect(secrets(' new , old ,')).toEqual(['new', 'old']);
  expect(secrets(',')).toEqual([]);
  expect(() => secrets('a,b,c')).toThrow('SLACK_SIGNING_SECRET takes one secret, or two with a comma between, not 3.');
});

test('where Functions’ storage is reached with an identity, rows and audit are in its tables', () => {
  const tables = { AzureWebJobsStorage__tableServiceUri: 'https://st.table.core.windows.net/' };
  const { storage, auditStorage } = readSettings(tables);
  expect([storage, auditStorage]).toEqual(['https://st.table.core.windows.net', 'https://st.table.core.windows.net']);
  expect(readSettings({ ...tables, AUDIT_STORAGE: 'b' })).toMatchObject({ auditStorage: 'b' });
});

test('it is development only when it says so and does not run in Azure', () => {
  const AZURE_FUNCTIONS_ENVIRONMENT = 'Development';
  expect(readSettings({ AZURE_FUNCTIONS_ENVIRONMENT }).development).toBe(true);
  expect(readSettings({ AZURE_FUNCTIONS_ENVIRONMENT, WEBSITE_SITE_NAME: 'bot' }).development).toBe(false);
});

test('unusable addresses are told all at once, and not repeated: they may hold a password', () => {
  const read = () => readSettings({ GITHUB_API_URL: 'ftp://me:hunter2@host', PROMETHEUS_URL: 'hunter2' });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(
    /^GITHUB_API_URL is not an address with http:\/\/ or https:\/\/\.\nPROMETHEUS_URL is not an address with http:\/\/ or https:\/\/\.$/,
  );
});

test('each missing setting is told with what stops working', () => {
  expect(missingSettings(readSettings({})).map(({ setting }) => setting)).toEqual([
    'AzureWebJobsStorage',
    'AUDIT_STORAGE',
    'AUDIT_ANCHORS (with AUDIT_ANCHOR_KEY)',
    'SLACK_SIGNING_SECRET',
    'SLACK_BOT_TOKEN',
    'SLACK_TEAM_ID',
    'MicrosoftAppTenantId',
    'MicrosoftAppId',
    'GITHUB_TOKEN (or GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY)',
    'PROMETHEUS_URL',
  ]);
});

test('half a GitHub App is none', () => {
  const missing = (env: Record<string, string>) => missingSettings(readSettings(env)).map(({ setting }) => setting);
  expect(missing({ GITHUB_APP_ID: '1' }).join()).toContain('GITHUB_TOKEN');
  expect(missing({ GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: 'key' }).join()).not.toContain('GITHUB_TOKEN');
});

test('the example has everything that is needed, and documentation for each', () => {
  const example = JSON.parse(readFileSync('local.settings.json.example', 'utf8')) as { Values: Record<string, string> };
  const documentation = readFileSync('docs/configuration.md', 'utf8');
  const demoCompany = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
  expect(missingSettings(readSettings(example.Values), demoCompany)).toEqual([]);
  for (const name of Object.keys(example.Values)) expect(documentation).toContain(`\`${name}\``);
});

test.each([
  'SLACK_API_URL',
  'GITHUB_API_URL',
  'AZURE_DEVOPS_URL',
  'LOG_ANALYTICS_URL',
  'KUBERNETES_API_URL',
  'AZURE_RESOURCE_MANAGER_URL',
  'PAGERDUTY_EVENTS_URL',
  'PAGERDUTY_API_URL',
  'STATUSPAGE_API_URL',
  'GRAPH_URL',
  'DISCORD_API_URL',
  'OAuthUrl',
])('%s takes secrets, so that it is https:// anywhere but on this machine', (name) => {
  expect(() => readSettings({ [name]: 'http://vendor.example' })).toThrow(`${name} has to be https://`);
  expect(() => readSettings({ [name]: 'http://127.0.0.1.vendor.example' })).toThrow(`${name} has to be https://`);
  expect(() => readSettings({ [name]: 'http://127.0.0.1:7000' })).not.toThrow();
  expect(() => readSettings({ [name]: 'https://vendor.example' })).not.toThrow();
});

test.each(['PROMETHEUS', 'LOKI'])(
  '%s may be in the clear within a cluster, as long as no token is sent there',
  (vendor) => {
    const address = { [`${vendor}_URL`]: 'http://monitoring.svc:9090' };
    expect(() => readSettings(address)).not.toThrow();
    expect(() => readSettings({ ...address, [`${vendor}_TOKEN`]: 'x' })).toThrow(`${vendor}_URL has to be https://`);
  },
);

describe('headers for a collector', () => {
  const headers = (OTEL_EXPORTER_OTLP_HEADERS: string) =>
    readSettings({ OTEL_EXPORTER_OTLP_HEADERS }).telemetry.otlpHeaders;

  test('are pairs, percent-encoded', () => {
    expect(headers('x-api-key=a%3Db, authorization=Basic dTpw== ,')).toEqual({
      'x-api-key': 'a=b',
      authorization: 'Basic dTpw==',
    });
  });

  test('that are none are an error which does not repeat them', () => {
    expect(() => headers('hunter2')).toThrow('OTEL_EXPORTER_OTLP_HEADERS is not of the form name=value,name=value.');
    expect(() => headers('hunter2')).not.toThrow('hunter2');
  });

  test('are not sent in the clear to another machine', () => {
    const address = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.svc:4318' };
    expect(() => readSettings(address)).not.toThrow();
    const both = { ...address, OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=hunter2' };
    expect(() => readSettings(both)).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT has to be https://');
  });
});
