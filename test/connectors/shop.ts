import { organization, machineUser, people } from '../../local/sandbox/github/demo-people';
import { deployWorkflow } from '../../local/sandbox/github/demo-workflows';
import { buildHistory, type HistoryEntry } from '../../local/sandbox/github/history';
import { type World } from '../../local/sandbox/github/world';
import { type Timing } from '../../src/connectors/http';
import { type CiCdWorld } from '../contracts/ci-cd';

const { alice, bob } = people;
export const timing: Timing = { attempt: 800, deadline: 3_000, pause: 10, circuitOpen: 200 };
export const runSeconds = 10;

const changes = Array.from({ length: 260 }, (_, n): HistoryEntry => ({
  message: `Change ${n + 1}\n\nIts reason.`,
  author: alice,
  files: ['a.ts'],
  tags: { 0: ['v0.9.0'], 256: ['v1.0.0'], 259: ['v1.1.0'] }[n],
  texts: {
    0: { 'migrations/001.sql': 'first\n', 'migrations/old/000.sql': 'older\n' },
    258: { 'migrations/001.sql': 'second ✓\n' },
  }[n],
}));
const entries: HistoryEntry[] = [
  ...changes,
  { message: 'Try x', author: alice, files: ['x.ts'], branch: 'feature/x' },
  { message: 'Break it', author: alice, files: ['b.ts'], tags: ['v6.6.6'], branch: 'broken' },
  { message: 'Newest', author: alice, files: ['n.ts'] },
];
const messages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `Change ${to - n}`);

/** One repository, with enough in it for every question of the contract. */
export function shopWorld(epoch: number): World {
  const annotated = buildHistory('shop', entries, { newest: epoch, tagger: alice, annotated: true });
  const light = buildHistory('shop', entries, { newest: epoch, tagger: alice, annotated: false });
  const tags = annotated.tags.map((tag) =>
    tag.name === 'v1.0.0' ? light.tags.find(({ name }) => name === tag.name)! : tag,
  );
  const shop = { id: 1, owner: organization, name: 'shop', description: 'Shop', language: 'Go', defaultBranch: 'main' };
  return {
    repositories: [{ ...shop, ...annotated, tags, workflows: [deployWorkflow('shop', 11)] }],
    machineUser,
    deployments: [
      { repository: 'shop', environment: 'production', version: 'v0.9.0', at: epoch - 7_200_000, by: alice },
      { repository: 'shop', environment: 'production', version: 'v1.0.0', at: epoch - 3_600_000, by: bob },
    ],
  };
}

const held = shopWorld(Date.now()).repositories[0]!;
const commitOf = (name: string) => held.tags.find((tag) => tag.name === name)!.commit;

/** What the contract asks of it, whichever vendor keeps it. */
export const shopFacts = {
  live: { environment: 'production', version: 'v1.0.0', commit: commitOf('v1.0.0') },
  before: { version: 'v0.9.0', commit: commitOf('v0.9.0') },
  tag: { name: 'v1.0.0', commit: commitOf('v1.0.0') },
  annotatedTag: { name: 'v1.1.0', commit: commitOf('v1.1.0') },
  branchWithSlash: { name: 'feature/x', commit: held.branches['feature/x']! },
  commit: { sha: held.commits[3]!.sha },
  misspelt: { version: 'v1.10', nearest: 'v1.1.0' },
  idle: 'staging',
  file: { folder: 'migrations', name: '001.sql', text: 'first\n', later: 'second ✓\n' },
  short: { base: commitOf('v1.0.0'), head: commitOf('v1.1.0'), messages: messages(258, 260) },
  long: { base: commitOf('v0.9.0'), head: commitOf('v1.1.0'), total: 259, newest: messages(241, 260) },
  works: 'v1.1.0',
  fails: 'v6.6.6',
  secrets: ['n0tARealT0ken', 'hunter2', 'IOSFODNN7', 'wJalrXUtnFEMI', 'Sup3rS3cret', 'eyJhbGci'],
  said: 'exceeded its progress deadline',
  runSeconds,
} satisfies Partial<Record<keyof CiCdWorld, unknown>>;
