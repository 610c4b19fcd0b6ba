import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commands } from '../../src/commands/index';
import { slackManifest } from '../../src/platforms/slack/manifest';
import { manifestProblems } from './manifest-problems';

const USAGE = `usage: npm run package:slack -- --url https://HOST [--out slack-manifest.json]
  --url  where the function app is reached from outside: COUNTERSIGN_URL of the deployment`;

function run(): void {
  if (process.argv.includes('--help')) return console.log(USAGE);
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { url: text, out: text } });
  const { url = '', out = 'slack-manifest.json' } = values;
  if (url === '') throw new Error('--url is missing: Slack has to know where the app is.');
  const manifest = slackManifest(
    commands.map(({ spec }) => spec),
    url,
  );
  const problems = manifestProblems(manifest);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  writeFileSync(out, `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(
    `${out}: paste it at https://api.slack.com/apps → Create New App → From a manifest; docs/slack.md goes on from there`,
  );
}

try {
  run();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 2;
}
