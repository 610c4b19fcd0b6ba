import { deployWorkflow } from '../../local/sandbox/github/demo-workflows';
import { organization, machineUser, people } from '../../local/sandbox/github/demo-people';
import { buildHistory, type HistoryEntry } from '../../local/sandbox/github/history';
import { type GitHubOptions, startGitHub } from '../../local/sandbox/github/start-github';
import { type World } from '../../local/sandbox/github/world';
import { createGitHub } from '../../src/connectors/github';
import { type GitHubSettings } from '../../src/connectors/github/sessions';
import { createHttp, type Timing, type VendorHttp } from '../../src/connectors/http';
import { type CiCdWorld } from '../contracts/ci-cd';
import { expectValidRequest, expectValidResponse } from '../kit/github-openapi';

const { alice, bob } = people;
const timing: Timing = { attempt: 500, deadline: 3_000, pause: 10, circuitOpen: 200 };
const runSeconds = 10;
const dispatches = '/dispatches$';

const changes = Array.from({ length: 260 }, (_, n): HistoryEntry => ({
  message: `Change ${n + 1}\n\nIts reason.`,
  author: alice,
  files: ['a.ts'],
  tags: { 0: ['v0.9.0'], 256: ['v1.0.0'], 259: ['v1.1.0'] }[n],
  texts: {
    0: { 'migrations/001.sql': 'first\n', 'migrations/old/000.sql': 'older\n' },
    258: { 'migrations/001.sql': 'second ✓\n' },
  }[n] as HistoryEntry['texts'],
}));
const entries: HistoryEntry[] = [
  ...changes,
  { message: 'Try x', author: alice, files: ['x.ts'], branch: 'feature/x' },
  { message: 'Break it', author: alice, files: ['b.ts'], tags: ['v6.6.6'], branch: 'broken' },
  { message: 'Newest', author: alice, files: ['n.ts'] },
];
const messages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `Change ${to - n}`);

function world(epoch: number): World {
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

/** The sandbox's GitHub as a world for the contract. Every request and every answer is held against GitHub's OpenAPI. */
export async function openGitHubWorld(
  options: GitHubOptions = {},
  credentials: Partial<GitHubSettings> = {},
): Promise<CiCdWorld> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const server = await startGitHub({ world, runSeconds, now, ...options });
  const held = world(Date.now()).repositories[0]!;
  const commitOf = (name: string) => held.tags.find((tag) => tag.name === name)!.commit;
  const checked = () => checkedHttp(createHttp('GitHub', timing));
  const byHand = (body: object) =>
    fetch(`${server.url}/repos/${organization.login}/shop/actions/workflows/deploy.yml/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    ciCd: createGitHub({ apiUrl: server.url, token: server.token, ...credentials }, checked()),
    expired: createGitHub({ apiUrl: server.url, token: 'ghp_expired0123456789' }, checked()),
    repository: `${organization.login}/shop`,
    workflow: 'deploy.yml',
    tag: { name: 'v1.0.0', commit: commitOf('v1.0.0') },
    annotatedTag: { name: 'v1.1.0', commit: commitOf('v1.1.0') },
    branchWithSlash: { name: 'feature/x', commit: held.branches['feature/x']! },
    commit: { sha: held.commits[3]!.sha, ref: 'main' },
    misspelt: { version: 'v1.10', nearest: 'v1.1.0' },
    live: { environment: 'production', version: 'v1.0.0', commit: commitOf('v1.0.0'), by: bob.login },
    before: { version: 'v0.9.0', commit: commitOf('v0.9.0'), by: alice.login },
    idle: 'staging',
    versions: ['v1.1.0', 'v1.0.0', 'v0.9.0', 'v6.6.6'],
    file: { folder: 'migrations', name: '001.sql', text: 'first\n', later: 'second ✓\n' },
    short: { base: commitOf('v1.0.0'), head: commitOf('v1.1.0'), messages: messages(258, 260) },
    long: { base: commitOf('v0.9.0'), head: commitOf('v1.1.0'), total: 259, newest: messages(241, 260) },
    works: 'v1.1.0',
    fails: 'v6.6.6',
    secrets: ['n0tARealT0ken', 'hunter2', 'IOSFODNN7', 'wJalrXUtnFEMI', 'Sup3rS3cret', 'eyJhbGci'],
    said: 'exceeded its progress deadline',
    fault: (fault, times) => server.faults.set({ ...fault, ...(times ? { times } : {}) }),
    loseAnswer: (showAfterSeconds) => server.faults.set({ kind: 'reset-after', path: dispatches, showAfterSeconds }),
    clearFaults: () => server.faults.clear(),
    async startByHand(version, environment) {
      expect((await byHand({ ref: 'main', inputs: { version, environment } })).status).toBe(204);
    },
    starts: () =>
      server.requests.list().filter(({ method, path }) => method === 'POST' && /\/dispatches$/.test(path)).length,
    advance: (seconds) => void (ahead += seconds * 1000),
    now: () => new Date(now()).toISOString(),
    runSeconds,
    close: () => server.close(),
  };
}

function checkedHttp(http: VendorHttp): VendorHttp {
  return {
    vendor: http.vendor,
    async send(address, request) {
      const { pathname, searchParams } = new URL(address);
      const { method = 'GET', body } = request;
      expectValidRequest(
        method,
        pathname,
        Object.fromEntries(searchParams),
        body === undefined ? undefined : JSON.parse(body),
      );
      const answer = await http.send(address, request);
      const isJson = answer.headers.get('content-type')?.includes('json');
      if (isJson || answer.text === '')
        expectValidResponse(method, pathname, answer.status, answer.text && JSON.parse(answer.text));
      return answer;
    },
  };
}
