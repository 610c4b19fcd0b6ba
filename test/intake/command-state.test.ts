import { type Origin } from '../../src/model/command-request';
import { type ConsoleBoard } from '../../src/model/console-board';
import { type Person } from '../../src/model/person';
import { type View } from '../../src/model/view';
import { commandState } from '../../src/intake/command-state';

const alice: Person = { id: 'alice', name: 'Alice', groups: [], accounts: {} };
const bob: Person = { ...alice, id: 'bob' };
const shown: View = { kind: 'request', tone: 'waiting', icon: '🚀', headline: ['Deploy'] };
const secret: View = { ...shown, headline: ['for alice alone'] };

function world(origin: Partial<Origin>, { decidedBy = [] as string[] } = {}) {
  const whole = { platform: 'console', tenant: 't', account: 'a', channel: 'deployments', ...origin };
  const request = { origin: whole, text: '/deploy x', receivedAt: '2026-03-04T12:00:00.000Z' };
  const verdict = { kind: 'approval', requirements: [{ label: '', count: 1, eligible: decidedBy }] };
  const intake = {
    requests: {
      get: async (instanceId: string) =>
        instanceId === 'there' ? { instanceId, person: 'alice', request } : undefined,
      round: async (_id: string, number: number) => {
        // The first was void, and theirs whom the policy named then.
        if (number === 1 && decidedBy.length) return { round: 1, verdict: { kind: 'approval', requirements: [] } };
        return number === 2 && decidedBy.length ? { round: 2, verdict } : undefined;
      },
    },
    messages: { shown: async () => shown },
    electorate: { now: async (round: { verdict: object }) => round.verdict },
    company: { channels: [{ places: { console: 'deployments', slack: 'C0DEPLOY' } }] },
  } as unknown as Parameters<typeof commandState>[0];
  const board = {
    about: async () => [{ id: 'm', at: '', view: shown, replies: [] }],
    told: async () => ({ views: [secret], files: [] }),
  } as unknown as ConsoleBoard;
  return { as: (person: Person, id = 'there') => commandState(intake, board, id, person) };
}

it('what only the asker was told is told to the asker alone', async () => {
  const { as } = world({ replyUrl: 'key' });
  expect(await as(alice)).toMatchObject({ yours: true, told: [secret], messages: [{ id: 'm', view: shown }] });
  expect(await as(bob)).toMatchObject({ yours: false, told: [], messages: [{ id: 'm', view: shown }] });
});

it('a request of a chat is seen as its message stands', async () => {
  const { as } = world({ platform: 'slack', channel: 'C0DEPLOY' });
  expect(await as(bob)).toMatchObject({ messages: [{ view: shown }], told: [] });
});

it.each<[string, Partial<Origin>]>([
  ['a private chat', { platform: 'slack', channel: 'C0DEPLOY', personal: 'chat' }],
  ['a channel that is not in the company file', { platform: 'slack', channel: 'C0SECRET' }],
  ['a channel of that name elsewhere', { platform: 'slack', channel: 'deployments' }],
])('a command of %s is its asker’s alone, and theirs who may decide it', async (_where, origin) => {
  expect(await world(origin).as(bob)).toBeUndefined();
  expect(await world(origin).as(alice)).toMatchObject({ yours: true });
  expect(await world(origin, { decidedBy: ['carol'] }).as(bob)).toBeUndefined();
  expect(await world(origin, { decidedBy: ['bob'] }).as(bob)).toMatchObject({ yours: false });
});

it('what was never asked is not there', async () => {
  expect(await world({}).as(alice, 'nowhere')).toBeUndefined();
});
