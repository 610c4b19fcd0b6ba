import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { zip } from '../teams-package/zip';
import { bundledPackages } from './bundled-packages';
import { importTimes } from './import-times';
import { licenceProblems } from './licence-problems';
import { notices } from './notices';
import { sbom } from './sbom';

const USAGE = `usage: npm run package -- [--out countersign.zip] [--company countersign.yaml]
  --company  the company file that goes into the package, as countersign.yaml`;
/** The same, unpacked: what azd and the tests take. */
const FOLDER = '.build/package';

interface OwnPackage {
  name: string;
  version: string;
  license: string;
  main: string;
  engines: object;
}

/**
 * Makes the package that Flex Consumption's One Deploy takes: host.json at its root, the bundled app, and no node_modules, since
 * everything is in the bundle. Source maps stay out: Node would read them at start.
 */
async function run(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(USAGE);
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { out: text, company: text } });
  const { out = 'countersign.zip', company = 'countersign.yaml' } = values;
  const { name, version, license, main, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as OwnPackage;
  const packages = bundledPackages(JSON.parse(readFileSync('.build/app-inputs.json', 'utf8')) as string[]);
  const problems = licenceProblems(packages);
  if (problems.length > 0) throw new Error(problems.join('\n'));

  const files: Record<string, Buffer> = {
    'host.json': readFileSync('host.json'),
    'package.json': Buffer.from(`${JSON.stringify({ name, version, license, main, engines }, null, 2)}\n`),
    'countersign.yaml': readFileSync(company),
    LICENSE: readFileSync('LICENSE'),
    'THIRD_PARTY_NOTICES.txt': Buffer.from(notices(packages)),
    'sbom.cdx.json': Buffer.from(`${JSON.stringify(sbom({ name, version, license }, packages), null, 2)}\n`),
    ...Object.fromEntries(bundle().map((path) => [path, readFileSync(path)])),
  };
  unpack(files);
  const archive = zip(files, true);
  writeFileSync(out, archive);

  console.log(`${out}: ${kib(archive.length)} (${kib(size(files))} unpacked), ${Object.keys(files).length} files`);
  console.log(`${packages.length} packages of others in it: sbom.cdx.json, THIRD_PARTY_NOTICES.txt`);
  console.log('Cold import, a process each, best of 3 (what Functions itself needs to start is not in it):');
  for (const { entry, ms } of await importTimes(FOLDER, entries())) {
    console.log(`  ${entry.padEnd(32)} ${ms.toFixed(0).padStart(4)} ms`);
  }
}

function bundle(): string[] {
  return readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mjs'))
    .map((path) => `dist/${path.replaceAll('\\', '/')}`)
    .sort();
}

function entries(): string[] {
  return bundle().filter((path) => !path.includes('/chunks/'));
}

function unpack(files: Record<string, Buffer>): void {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    const target = join(FOLDER, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

const size = (files: Record<string, Buffer>) => Object.values(files).reduce((sum, { length }) => sum + length, 0);
const kib = (bytes: number) => `${Math.round(bytes / 1024)} KiB`;

run().catch((error: Error) => {
  console.error(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
});
