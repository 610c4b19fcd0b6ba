import { runCommand } from '../../src/orchestrators/run-command';
import { replay } from '../kit/replay';

const VOTES = 50;
const REMINDERS = 10;
const HOURS = 24;
const START = Date.parse('2026-03-04T15:00:00.000Z');

const message = { platform: 'slack', tenant: 'T0DEMO', channel: 'C0DEPLOY', message: '1.1' };
const people = Array.from({ length: VOTES }, (_, n) => `person-${n}`);
const plan = { action: 'deploy', service: 'order-service', environment: 'production', connector: 'github' };
const verdict = {
  kind: 'approval',
  rule: { name: 'fifty', line: 1 },
  requirements: [{ count: VOTES, label: '50 people', eligible: people }],
  expiresSeconds: (HOURS + 1) * 3_600,
  reasonRequired: false,
};

it(`a request that ${VOTES} people vote on over ${HOURS} hours, with ${REMINDERS} reminders, stays short and is soon replayed`, async () => {
  const wakes = VOTES + REMINDERS;
  const began = performance.now();
  const { done, output, seconds, events, bytes } = await replay(runCommand, {
    input: {
      instanceId: 'abc',
      command: 'deploy',
      args: {},
      text: '/deploy order-service v2.4.1 production',
      receivedAt: new Date(START).toISOString(),
      origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' },
      answered: false,
    },
    start: new Date(START).toISOString(),
    rings: (() => {
      let wake = 0;
      return () => START + (++wake * HOURS * 3_600_000) / wakes;
    })(),
    event: () => ({}),
    activities: {
      openRequest: () => ({ kind: 'opened', requester: { id: 'alice', accounts: {} }, message }),
      planCommand: () => ({ kind: 'planned', plan, sealed: {}, hash: 'h', verdict, patience: {} }),
      openRound: () => message,
      tallyVotes: ({ recorded }: { recorded: string[] }, call: number) => {
        const voted = Math.min(VOTES, Math.floor(((call - 1) * VOTES) / wakes));
        const all = people.slice(0, voted).map((id) => `vote-1-${id}-approve-2026-03-04T15:00:00.123456Z`);
        expect(recorded.length).toBeLessThanOrEqual(all.length);
        return { state: voted < VOTES ? 'waiting' : 'approved', approvedBy: people.slice(0, voted), recorded: all };
      },
      lockTarget: () => ({ held: false, message: 'far enough' }),
      recordOutcome: () => ({ durationSeconds: 1 }),
      reportOutcome: () => null,
    },
  });
  expect([done, (output as { reasonCode: string }).reasonCode]).toEqual([true, 'target_locked']);
  expect(seconds).toBeGreaterThan(HOURS * 3_600 - 60);
  expect(events).toBeLessThan(500);
  expect(bytes).toBeLessThan(256 * 1024);
  expect(performance.now() - began).toBeLessThan(60_000);
});
