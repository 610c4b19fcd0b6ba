import { readFileSync } from 'node:fs';
import { manifestProblems } from '../../../local/slack-package/manifest-problems';
import { commands } from '../../../src/commands/index';
import { SCOPES, slackManifest } from '../../../src/platforms/slack/manifest';

const specs = commands.map(({ spec }) => spec);
const manifestAt = (url: string) => slackManifest(specs, url);

test('the manifest of all commands is one that Slack takes', () => {
  expect(manifestProblems(manifestAt('https://countersign.example.com/'))).toEqual([]);
});

test.each([
  'http://countersign.example.com',
  'https://127.0.0.1:7071',
  'https://localhost',
  'https://10.0.0.4',
  'countersign',
  'ftp://a.b',
])('at %s Slack reaches nothing, which is said of each address once', (url) =>
  expect(manifestProblems(manifestAt(url))).toHaveLength(3),
);

test('what is too long, doubled or Slack’s own is named', () => {
  const manifest = manifestAt('https://countersign.example.com');
  const [first] = manifest.features.slash_commands;
  manifest.features.slash_commands.push(
    { ...first!, description: 'x'.repeat(2001) },
    { ...first!, command: '/status' },
  );
  manifest.display_information.name = 'x'.repeat(36);
  expect(manifestProblems(manifest)).toEqual([
    'The name has 36 characters; Slack takes 35.',
    `The description of ${first?.command} has 2001 characters; Slack takes 2000.`,
    `${first?.command} is there twice.`,
    expect.stringContaining('/status is one of Slack'),
  ]);
});

test('docs/slack.md gives each scope that is asked for, with its reason, and no other', () => {
  const docs = readFileSync('docs/slack.md', 'utf8');
  const table = /\| scope +\| for +\|\n\|[- |]+\n((?:\|.*\n)+)/.exec(docs)?.[1] ?? '';
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, scope, reason]) => [scope?.replaceAll('`', ''), reason])).toEqual(Object.entries(SCOPES));
});
