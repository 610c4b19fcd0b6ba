import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { makePackage } from './make-package';
import { readPackage, USAGE } from './read-package';

function run(): void {
  if (process.argv.includes('--help')) return console.log(USAGE);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const company = parse(readFileSync(process.env['COUNTERSIGN_CONFIG'] ?? 'countersign.yaml', 'utf8')) as {
    name?: string;
  };
  const given = readPackage(process.argv.slice(2), process.env['MicrosoftAppId'], {
    version,
    company: company.name ?? '',
  });
  writeFileSync(given.out, makePackage(given));
  console.log(
    `${given.out}: upload it in Teams' admin center, or in Teams under Apps > Manage your apps > Upload an app`,
  );
}

try {
  run();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
