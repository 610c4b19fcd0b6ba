import { cancel } from '../../src/commands/cancel';
import { type Asked, type ChangingCommand, type DirectTools } from '../../src/commands/command';
import { type Stop } from '../../src/state/stops';
import { plainText } from '../kit/plain-text';
import { standing } from '../kit/standing-electorate';

const needed = {
  instanceId: 'i',
  round: 1,
  planHash: 'h',
  requester: 'alice',
  state: 'open',
  expiresAt: '2026-03-04T15:30:00.000Z',
  verdict: { kind: 'approval', requirements: [{ eligible: ['bob'] }] },
};
const now = '2026-03-04T15:00:00.000Z';
const changing = [
  { spec: { name: 'deploy' }, cancel: async () => 'cancelling' },
  { spec: { name: 'scale' } },
] as unknown as ChangingCommand[];

interface World {
  command?: string;
  round?: object;
  outcome?: object;
  holds?: boolean;
  stop?: Stop;
}

async function ask(who: string, { command = 'deploy', round, outcome, holds, stop }: World, at = now) {
  const cast: object[] = [];
  const stops: Stop[] = stop ? [stop] : [];
  const args = { service: 'api', environment: 'staging' };
  const tools = {
    company: { people: [], strictest: { group: 'team-leads' } },
    locks: { get: async () => (holds ? { owner: 'i' } : undefined) },
    requests: {
      get: async (id: string) =>
        id === 'i' ? { request: { instanceId: 'i', command, args }, person: 'alice', outcome } : undefined,
      round: async (_: string, number: number) => (number === 1 ? round : undefined),
      stop: async (_: string, wanted: Stop) => stops[0] ?? (stops.push(wanted), wanted),
    },
    votes: { cast: async (_: string, vote: object) => void cast.push(vote) },
    durable: { wake: async () => undefined },
    electorate: standing,
  } as unknown as DirectTools;
  const request = { args: { request: 'i' }, origin: { platform: 'slack' }, receivedAt: at };
  const groups = who === 'carol' ? ['team-leads'] : [];
  const asked = { request, person: { id: who, groups }, now: new Date(at) } as unknown as Asked;
  const { outcome: ended, view } = await cancel(changing).run(asked, tools);
  return { code: ended?.reasonCode ?? 'completed', cast, stops, said: plainText(view) };
}

describe('a request that waits', () => {
  test.each(['alice', 'bob'])('%s, who asked or may decide, takes it back', async (who) => {
    const { code, cast, stops } = await ask(who, { round: needed }, '2026-03-04T15:29:59.000Z');
    expect(code).toBe('completed');
    expect(cast).toMatchObject([{ decision: 'cancel', person: who }]);
    expect(stops).toEqual([]);
  });

  test('nobody else does, be it a lead whom the rule does not ask', async () => {
    for (const who of ['mallory', 'carol'])
      expect(await ask(who, { round: needed })).toMatchObject({ code: 'not_requester', cast: [], stops: [] });
  });

  test('one whose time is over is over, also where nobody has closed it yet', async () => {
    expect(await ask('alice', { round: needed }, needed.expiresAt)).toMatchObject({ code: 'request_over', cast: [] });
  });

  test('one that only its requester is asked about is only theirs', async () => {
    const confirming = { ...needed, verdict: { kind: 'approval', requirements: [] } };
    expect(await ask('carol', { round: confirming })).toMatchObject({ code: 'not_requester' });
    expect(await ask('alice', { round: confirming })).toMatchObject({ code: 'completed' });
  });
});

describe('one that is under way', () => {
  const approved = { ...needed, state: 'approved' };

  test.each(['alice', 'bob'])('%s stops it', async (who) => {
    const { code, stops, cast } = await ask(who, { round: approved, holds: true });
    expect(code).toBe('completed');
    expect(stops).toEqual([{ by: who, at: now, reason: undefined }]);
    expect(cast).toEqual([]);
  });

  test('a team lead stops what nobody had to approve, and nobody else does but who asked', async () => {
    expect(await ask('carol', { holds: true })).toMatchObject({ code: 'completed', stops: [{ by: 'carol' }] });
    expect(await ask('alice', { holds: true })).toMatchObject({ code: 'completed', stops: [{ by: 'alice' }] });
    expect(await ask('mallory', { holds: true })).toMatchObject({ code: 'not_requester', stops: [] });
    expect(await ask('mallory', { round: approved })).toMatchObject({ code: 'not_requester', stops: [] });
  });

  test('the second who wants it is told who was first', async () => {
    const first = { by: 'bob', at: '2026-03-04T14:59:00.000Z' };
    const { said, stops } = await ask('alice', { round: approved, holds: true, stop: first });
    expect(said).toContain('It is being stopped already: @bob asked for it');
    expect(stops).toEqual([first]);
  });

  test('a scaling that has begun cannot be stopped, and one that waits for its lock can', async () => {
    const begun = await ask('alice', { command: 'scale', holds: true });
    expect(begun).toMatchObject({ code: 'not_stoppable', stops: [] });
    expect(begun.said).toContain('cannot be stopped once it has begun');
    expect(await ask('alice', { command: 'scale' })).toMatchObject({ code: 'completed', stops: [{ by: 'alice' }] });
  });

  test.each(['rejected', 'expired', 'cancelled'])('one that is %s is over', async (state) => {
    expect(await ask('alice', { round: { ...needed, state } })).toMatchObject({ code: 'request_over', stops: [] });
  });

  test('one that has ended is over', async () => {
    const outcome = { result: 'success', reasonCode: 'completed' };
    expect(await ask('alice', { round: approved, outcome })).toMatchObject({ code: 'request_over', stops: [] });
  });

  test('what is no change is not found', async () => {
    expect(await ask('alice', { command: 'logs' })).toMatchObject({ code: 'target_not_found', stops: [] });
  });
});
