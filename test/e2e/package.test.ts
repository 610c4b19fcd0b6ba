import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHANNEL } from '../../local/demo/audience';
import { unzip } from '../kit/unzip';
import { openStage } from './stage';
import { writeCompany } from './test-company';

/** The package as it is deployed, made once and unpacked where nothing of the repository is near. */
const folder = mkdtempSync(join(tmpdir(), 'countersign-package-'));
const app = join(folder, 'app');
const entries = readdirSync('functions')
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();
let files: Record<string, Buffer>;
let printed: string;

beforeAll(() => {
  const out = join(folder, 'countersign.zip');
  printed = execFileSync(
    process.execPath,
    ['.build/package-app.mjs', '--out', out, '--company', writeCompany(folder)],
    {
      encoding: 'utf8',
    },
  );
  files = unzip(readFileSync(out));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), content);
  }
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('it is laid out as One Deploy takes it, with nothing of the machine it was made on', () => {
  const paths = Object.keys(files);
  expect(paths).toEqual(expect.arrayContaining(['host.json', 'package.json', 'countersign.yaml', 'LICENSE']));
  expect(paths.filter((path) => /^(?:node_modules|local|src|test|\.)|\.(?:node|map|ts)$/.test(path))).toEqual([]);
  expect(paths.filter((path) => path.startsWith('dist/') && !path.includes('/chunks/'))).toEqual(
    entries.map((entry) => `dist/functions/${entry}.mjs`),
  );
  const own = JSON.parse(String(files['package.json']));
  expect(own).toMatchObject({ main: 'dist/functions/*.mjs' });
  expect(own.dependencies).toBeUndefined();
});

test('its bill of materials is CycloneDX of what is in the bundle, each part with a licence and a notice', () => {
  const bom = JSON.parse(String(files['sbom.cdx.json']));
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const names = bom.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['@azure/functions', 'durable-functions', '@slack/web-api', 'botbuilder', 'zod']),
  );
  expect(names.filter((name: string) => /^(?:hono|classic-level|azurite|jest|esbuild)$/.test(name))).toEqual([]);
  const notices = String(files['THIRD_PARTY_NOTICES.txt']);
  for (const { name, version, licenses, purl } of bom.components) {
    expect(notices).toContain(`\n${name} ${version}\nLicence: `);
    expect(licenses).toHaveLength(1);
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
  }
  expect(bom.dependencies[0].dependsOn).toHaveLength(bom.components.length);
});

test('what it weighs and how long each part takes to load is said', () => {
  expect(printed).toMatch(/countersign\.zip: \d+ KiB \(\d+ KiB unpacked\), \d+ files/);
  for (const entry of entries) {
    expect(printed).toMatch(new RegExp(`functions/${entry}\\.mjs +\\d+ ms`));
  }
});

test('unpacked, it deploys to production after an approval', async () => {
  const stage = await openStage({ app });
  try {
    const asked = await stage.request('alice', 'order-service v2.4.1 production');
    await stage.audience.as('bob').click(CHANNEL, asked.ts, 'approve');
    await stage.audience.shown(asked.since, ['Deploy complete. Health check passed.'], 30);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@bob' });
    expect(stage.dispatches()).toHaveLength(1);
    const ended = stage.said.filter((line) => line.includes('"event":"command.ended"'));
    expect(ended).toHaveLength(1);
    expect(ended[0]).toContain(
      '"command":"deploy","service":"order-service","environment":"production","result":"success"',
    );
  } finally {
    await stage.close();
  }
}, 120_000);
