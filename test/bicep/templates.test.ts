import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { METRICS } from '../../src/telemetry/signals';
import { bicepCompiler } from './compiler';

interface Resource {
  type: string;
  name: string;
  properties: Record<string, unknown>;
}

const roles = readFileSync('bicep/modules/roles.bicep', 'utf8');
const modules = readdirSync('bicep/modules').map(
  (file) => [file, readFileSync(`bicep/modules/${file}`, 'utf8')] as const,
);

test('each right that is given says why, to whom, and on one resource', () => {
  const given = roles.split('\n').filter((line) => line.includes('roleAssignments@'));
  const reasons = [
    ...roles.matchAll(/^\/\/ Why: .{30,}\nresource \w+ 'Microsoft\.Authorization\/roleAssignments@[^]*?\n\}/gm),
  ];
  expect(reasons).toHaveLength(given.length);
  for (const [block] of reasons) expect(block).toMatch(/\n {2}scope: (?:storage|audit|vault|insights|workspace)/);
});

test('rights are given in roles.bicep alone, and none of them administers anything', () => {
  const elsewhere = modules.filter(([file, text]) => file !== 'roles.bicep' && text.includes('roleAssignments@'));
  expect(elsewhere.map(([file]) => file)).toEqual([]);
  const owner = [
    '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  ];
  expect(owner.filter((id) => roles.includes(id))).toEqual([]);
});

test('each module is used', () => {
  const users = [...modules.map(([, text]) => text), readFileSync('bicep/main.bicep', 'utf8')].join('\n');
  expect(
    modules
      .map(([file]) => file)
      .filter((file) => !users.includes(`'${file}'`) && !users.includes(`'modules/${file}'`)),
  ).toEqual([]);
});

test('azd finds the templates, and deploys what npm run package leaves unpacked', () => {
  const { infra, services, hooks } = parse(readFileSync('azure.yaml', 'utf8'));
  expect(readdirSync(infra.path)).toEqual(
    expect.arrayContaining([`${infra.module}.bicep`, `${infra.module}.bicepparam`]),
  );
  const { app } = services;
  expect(readFileSync('local/app-package/main.ts', 'utf8')).toContain(`const FOLDER = '${app.project}'`);
  expect(readFileSync('bicep/modules/function-app.bicep', 'utf8')).toContain(
    `'azd-service-name': '${Object.keys(services)[0]}'`,
  );
  expect(hooks.prepackage.posix.run).toContain('npm run package');
});

/** The same is in what the host itself sends: AppRequests, and the lines of `command.ended`. */
const UNASKED = new Set(['countersign.commands', 'countersign.ack.duration']);

test('alerts and the workbook ask for events that the app logs and all that it measures, and each alert has its page', () => {
  const alerts = readFileSync('bicep/modules/alerts.bicep', 'utf8');
  const asked = [
    ...`${alerts}${readFileSync('bicep/modules/workbook.json', 'utf8')}`.matchAll(/event == \\?"([\w.]+)\\?"/g),
  ];
  const logged = readFileSync('src/model/log-line.ts', 'utf8');
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.map(([, event]) => event).filter((event) => !logged.includes(`event: '${event}'`))).toEqual([]);
  const measured = [
    ...`${alerts}${readFileSync('bicep/modules/workbook.json', 'utf8')}`.matchAll(/countersign\.[\w.]+/g),
  ];
  expect(new Set(measured.map(([name]) => name))).toEqual(
    new Set(Object.keys(METRICS).filter((name) => !UNASKED.has(name))),
  );
  const names = [...alerts.matchAll(/^ {4}name: '([a-z-]+)'$/gm)].map(([, name]) => name);
  const operations = readFileSync('docs/operations.md', 'utf8');
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !operations.includes(`\n## ${name}\n`))).toEqual([]);
});

test('every chat platform is in what is said of slow acknowledgements', () => {
  const routes = readFileSync('functions/chat.ts', 'utf8').matchAll(/^app\.http\('(\w+)'/gm);
  const chats = [...routes].map(([, name]) => `"${name}"`);
  expect(chats.length).toBeGreaterThan(2);
  for (const file of ['alerts.bicep', 'workbook.json']) {
    const asked = /has_any \(([^)]*)\)/.exec(readFileSync(`bicep/modules/${file}`, 'utf8'))?.[1]?.replaceAll('\\', '');
    expect({ file, missing: chats.filter((name) => !asked?.includes(name)) }).toEqual({ file, missing: [] });
  }
});

const compiler = bicepCompiler();
const compiled = compiler ? describe : describe.skip;

compiled('compiled by Bicep itself (skipped where its compiler is not found)', () => {
  let resources: Resource[];

  beforeAll(() => {
    const { stdout, stderr, status } = bicep('build', 'bicep/main.bicep', '--stdout');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    resources = [...resourcesIn(JSON.parse(stdout))];
  }, 120_000);

  test('the demo company’s parameters fit', () => {
    const { status, stderr } = bicep('build-params', 'bicep/main.bicepparam', '--stdout');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }, 120_000);

  test('storage takes no shared key, nothing public, and TLS 1.2', () => {
    const accounts = of('Microsoft.Storage/storageAccounts');
    expect(accounts).toHaveLength(2);
    for (const { properties } of accounts) {
      expect(properties).toMatchObject({
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        publicNetworkAccess: "[if(parameters('privateNetwork'), 'Disabled', 'Enabled')]",
      });
    }
  });

  test('the app is Node 22 on Flex Consumption, awake for chat and for Durable, over https alone, without basic authentication', () => {
    const [app] = of('Microsoft.Web/sites');
    expect(app?.properties).toMatchObject({
      httpsOnly: true,
      siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled' },
      functionAppConfig: {
        runtime: { name: 'node', version: '22' },
        deployment: { storage: { authentication: { type: 'UserAssignedIdentity' } } },
        scaleAndConcurrency: {
          alwaysReady: [
            { name: 'http', instanceCount: 1 },
            { name: 'durable', instanceCount: 1 },
          ],
        },
      },
    });
    const basic = of('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(basic.map(({ properties }) => properties)).toEqual([{ allow: false }, { allow: false }]);
  });

  test('anchors of the audit log cannot be changed, and their key cannot be purged', () => {
    const [policy] = of('Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies');
    expect(policy?.name).toContain("'audit-anchors'");
    expect(policy?.properties).toMatchObject({ allowProtectedAppendWrites: false });
    const [vault] = of('Microsoft.KeyVault/vaults');
    expect(vault?.properties).toMatchObject({ enableRbacAuthorization: true, enablePurgeProtection: true });
    const [key] = of('Microsoft.KeyVault/vaults/keys');
    expect(key?.name).toContain("'audit-anchor'");
    expect(key?.properties).toEqual({ kty: 'EC', curveName: 'P-256', keyOps: ['sign', 'verify'] });
  });

  test('the bot is the app’s identity, and speaks to Teams', () => {
    const [bot] = of('Microsoft.BotService/botServices');
    expect(bot?.properties).toMatchObject({ msaAppType: 'UserAssignedMSI', disableLocalAuth: true });
    expect(of('Microsoft.BotService/botServices/channels')).toHaveLength(1);
  });

  test('storage, audit, vault, app and bot tell Log Analytics what is done to them', () => {
    expect(of('Microsoft.Insights/diagnosticSettings')).toHaveLength(6);
  });

  function of(type: string): Resource[] {
    return resources.filter((resource) => resource.type === type);
  }
});

function bicep(...args: string[]) {
  return spawnSync(compiler ?? '', args, {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
}

/** The resources of a compiled template and of the templates nested in it; existing ones left out. */
function* resourcesIn(template: { resources: object }): Generator<Resource> {
  for (const resource of Object.values(template.resources) as (Resource & { existing?: boolean })[]) {
    if (resource.existing) continue;
    if (resource.type === 'Microsoft.Resources/deployments') {
      yield* resourcesIn(resource.properties['template'] as { resources: object });
    } else yield resource;
  }
}
