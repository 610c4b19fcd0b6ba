import { readFileSync } from 'node:fs';
import { readSettings } from '../../src/config/env';

const types = readFileSync('bicep/types.bicep', 'utf8');
const app = readFileSync('bicep/modules/function-app.bicep', 'utf8');
const docs = readFileSync('docs/configuration.md', 'utf8');

/** What the app reads and Azure does not need from us, each with the reason. */
const notForAzure: Record<string, string> = {
  AzureWebJobsStorage: 'it holds a key; the addresses and the identity stand in its place',
  AZURE_FUNCTIONS_ENVIRONMENT: 'has no effect in Azure',
  WEBSITE_SITE_NAME: 'set by Azure itself',
  WEBSITE_HOSTNAME: 'set by Azure itself',
  MicrosoftAppPassword: 'a managed identity has none',
  AZURE_RESOURCE_MANAGER_TOKEN: 'for trials; the identity is used',
  GRAPH_TOKEN: 'for trials; the identity is used',
  LOG_ANALYTICS_TOKEN: 'for trials; the identity is used',
};

/** What the platform reads, not we. */
const platforms =
  /^(?:AzureWebJobsStorage__(?:blobServiceUri|queueServiceUri|credential|clientId)|APPLICATION_?INSIGHTS_\w+)$/;

const read = namesRead();
const plain = names(types, /type Settings = \{([^}]*)\}/, /^ {2}(\w+): string\?$/gm);
const secret = names(types, /type SecretSetting =([^@]*)/, /'(\w+)'/g);
const own = names(app, /var ownSettings = \{([^}]*(?:\$\{\w+\}[^}]*)*)\n\}/, /^ {2}(\w+):/gm);

test('each setting that the app reads is set by bicep, or has a reason not to be', () => {
  const set = new Set([...plain, ...secret, ...own, ...Object.keys(notForAzure)]);
  expect(read.filter((name) => !set.has(name))).toEqual([]);
});

test('bicep sets nothing that neither the app nor the platform reads', () => {
  expect([...plain, ...secret].filter((name) => !read.includes(name))).toEqual([]);
  expect(own.filter((name) => !read.includes(name) && !platforms.test(name))).toEqual([]);
  expect(Object.keys(notForAzure).filter((name) => !read.includes(name))).toEqual([]);
});

test('each setting that the app reads is in docs/configuration.md', () => {
  const ours = read.filter((name) => !name.startsWith('WEBSITE_'));
  expect(ours.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});

test('what looks like a secret is a reference to Key Vault, and nothing else is', () => {
  const looksSecret = /_(?:TOKEN|SECRET|(?<!PUBLIC_)KEY|PASSWORD|HEADERS)$/;
  expect(plain.filter((name) => looksSecret.test(name))).toEqual([]);
  expect(secret.filter((name) => !looksSecret.test(name))).toEqual([]);
});

function namesRead(): string[] {
  const found = new Set<string>();
  readSettings(
    new Proxy(
      {},
      {
        get: (_, name) => {
          found.add(String(name));
          return undefined;
        },
      },
    ),
  );
  return [...found];
}

function names(text: string, block: RegExp, name: RegExp): string[] {
  const [, inner = ''] = block.exec(text) ?? [];
  const found = [...inner.matchAll(name)].map(([, one = '']) => one);
  if (found.length === 0) throw new Error(`${String(block)} finds nothing any more: this test has to follow the file.`);
  return found;
}
