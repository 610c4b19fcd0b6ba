import { closeLost } from '../../src/activities/close-lost';
import { type Dependencies } from '../../src/activities/dependencies';
import { createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { VendorError } from '../../src/connectors/vendor-error';
import { type Verdict } from '../../src/model/verdict';
import { type CommandRequest } from '../../src/model/command-request';
import { createMarks } from '../../src/state/marks';
import { createMessages } from '../../src/state/messages';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { type Azurite, startAzurite } from '../../local/azurite';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';
import { type View } from '../../src/model/view';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const request = {
  instanceId: 'lost',
  command: 'deploy',
  args: { service: 'order-service', version: 'v2', environment: 'production' },
  text: '/deploy order-service v2 production',
  receivedAt: '2026-11-02T10:00:00.000Z',
  origin: { platform: 'slack', tenant: 'T', account: 'U0ALICE', channel: 'C0DEPLOY' },
  answered: false,
} as CommandRequest;

/** A command that began, of which nobody heard again. `vendor` answers what became of its run. */
async function begun({ intent = true, asking = true, vendor = async (): Promise<unknown> => null, later = 600 } = {}) {
  const tables = freshTables(azurite.connectionString)();
  const index = createAuditIndex(tables);
  const behind = indexBehind(index, () => undefined);
  const now = () => new Date(Date.parse(request.receivedAt) + later * 1_000);
  const audit = createTableAuditLog(tables, now, behind.written);
  const requests = createRequests(tables);
  const messages = createMessages(tables);
  const shown: string[] = [];
  const update = async (_: unknown, view: View) => void shown.push(plainText(view));
  const marks = createMarks(tables);
  const message = { platform: 'slack' as const, tenant: 'T', channel: 'C0DEPLOY', message: '1.2' };
  await requests.claim({ instanceId: 'lost', nonce: 'n', request, person: 'alice' });
  await marks.mark('lost', 'message-1', request.receivedAt);
  await marks.settle('lost', 'message-1', message);
  if (asking) await messages.bind(message, { instanceId: 'lost', round: 1, planHash: 'ab' });
  if (intent) {
    const details = {
      connector: 'github',
      current: { version: 'v1' },
      desired: { version: 'v2' },
      correlation: 'cs-lost',
      plan_hash: 'ab',
      rule: { name: 'r', line: 3 },
    };
    await audit.append(auditRecord({ instance_id: 'lost', step: 'intent-1', kind: 'intent', result: null, details }));
  }
  await behind.flush();
  const asked: unknown[] = [];
  const deploy = {
    kind: 'changes',
    icon: '🚀',
    spec: { name: 'deploy' },
    words: { title: () => 'Deploy order-service v2 to production', doing: () => 'Deploying', done: 'Deploy complete.' },
    find: async (...given: unknown[]) => (asked.push(given.slice(0, 3)), (await vendor()) && { runId: '7' }),
    poll: vendor,
  };
  const dependencies = {
    company: { people: [{ id: 'alice', accounts: { slack: 'U0ALICE' } }], services: [], channels: [] },
    tenants: { slack: 'T' },
    commands: [deploy],
    outbox: async () => ({ update, whisper: async () => undefined, reply: async () => undefined }),
    votes: createVotes(tables),
    marks,
    ...{ requests, messages, audit, auditIndex: index, now },
  } as unknown as Dependencies;
  const outcomes = async () =>
    (await allOf(audit.list({ from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }))).filter(
      ({ kind }) => kind === 'outcome',
    );
  return { dependencies, requests, outcomes, shown, asked, audit, behind };
}

const run = (state: string) => ({ id: '7', state, steps: [], url: 'https://github.example/runs/7' });

test('a run that the vendor knows is told with its state, and the outcome is unknown, once', async () => {
  const { dependencies, requests, outcomes, shown, asked } = await begun({ vendor: async () => run('succeeded') });
  expect(await requests.unfinished()).toEqual(['lost']);
  expect(await closeLost(dependencies, 'lost')).toMatchObject({ result: 'failure', reasonCode: 'unknown_outcome' });
  await closeLost(dependencies, 'lost');
  const [outcome, ...others] = await outcomes();
  expect(others).toEqual([]);
  expect(outcome).toMatchObject({
    user: '@alice',
    approved_by: '@bob',
    reason_code: 'unknown_outcome',
    details: { run: 'https://github.example/runs/7', message: expect.stringContaining('the run succeeded') },
  });
  expect(asked[0]).toMatchObject([{ desired: { version: 'v2' } }, 'cs-lost', '2026-11-02T10:00:00.000Z']);
  expect(shown.at(-1)).toContain('cut off while it ran');
  expect(await requests.unfinished()).toEqual([]);
});

test('a message that nobody was asked to vote on says so too', async () => {
  const { dependencies, shown } = await begun({ asking: false });
  await closeLost(dependencies, 'lost');
  expect(shown.at(-1)).toContain('cut off while it ran');
});

test('a run that is not known is told as such', async () => {
  const { dependencies, outcomes } = await begun();
  await closeLost(dependencies, 'lost');
  expect(await outcomes()).toMatchObject([{ details: { message: expect.stringContaining('shows no such run') } }]);
});

test.each([
  ['still goes', async () => run('running'), 'still goes'],
  [
    'cannot be asked about',
    async () => Promise.reject(new VendorError('GitHub is away.', 'GitHub', true)),
    'did not answer',
  ],
])('a run that %s is waited for, but not for ever', async (_, vendor, words) => {
  const soon = await begun({ vendor });
  expect(await closeLost(soon.dependencies, 'lost')).toBe('waiting');
  expect(await soon.outcomes()).toEqual([]);
  const late = await begun({ vendor, later: 7 * 3_600 });
  expect(await closeLost(late.dependencies, 'lost')).toMatchObject({ reasonCode: 'unknown_outcome' });
  expect(await late.outcomes()).toMatchObject([{ details: { message: expect.stringContaining(words) } }]);
});

test('what was cut off before anything was started says so, and nobody can vote on it any more', async () => {
  const { dependencies, requests, outcomes } = await begun({ intent: false });
  const verdict = {
    kind: 'approval' as const,
    rule: { name: 'r', line: 1 },
    requirements: [],
    expiresSeconds: 60,
    reasonRequired: false,
  } satisfies Verdict;
  const plan = {
    action: 'deploy',
    service: 's',
    environment: 'e',
    connector: 'github',
    current: null,
    desired: {},
    display: { commits: [], moreCommits: 0 },
  };
  await requests.openRound({
    instanceId: 'lost',
    round: 1,
    planHash: 'ab',
    plan,
    verdict,
    requester: 'alice',
    openedAt: 'x',
    expiresAt: 'x',
  });
  await closeLost(dependencies, 'lost');
  expect(await outcomes()).toMatchObject([{ result: 'failure', reason_code: 'internal_error' }]);
  expect(await requests.waiting()).toEqual([]);
});

test('one that an operator ended says who and why, whatever the vendor says', async () => {
  const { dependencies, outcomes, audit, behind } = await begun({ intent: false });
  await audit.append(
    auditRecord({
      ...{ instance_id: 'lost', step: 'terminate-bob', kind: 'notice', user: '@bob', action: 'terminate' },
      ...{ result: null, approvals: [], details: { reason: 'it hung' } },
    }),
  );
  await behind.flush();
  await closeLost(dependencies, 'lost');
  const message = expect.stringMatching(/^@bob ended it: it hung\. The command was cut off before/);
  expect(await outcomes()).toMatchObject([{ user: '@alice', reason_code: 'internal_error', details: { message } }]);
});

test('an outcome that was recorded, but not noted, is only noted', async () => {
  const { dependencies, requests, outcomes, shown, audit, behind } = await begun();
  await audit.append(auditRecord({ instance_id: 'lost', result: 'rejected', reason_code: 'rejected_by_approver' }));
  await behind.flush();
  expect(await closeLost(dependencies, 'lost')).toEqual({ result: 'rejected', reasonCode: 'rejected_by_approver' });
  expect(await outcomes()).toHaveLength(1);
  expect(shown).toEqual([]);
  expect(await requests.unfinished()).toEqual([]);
});
