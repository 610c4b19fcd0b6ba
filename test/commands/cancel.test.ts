import { cancel } from '../../src/commands/cancel';
import { type Asked, type DirectTools } from '../../src/commands/command';

const row = {
  instanceId: 'i',
  round: 1,
  planHash: 'h',
  requester: 'alice',
  state: 'open',
  expiresAt: '2026-03-04T15:30:00.000Z',
  verdict: { kind: 'approval', requirements: [{ eligible: ['bob'] }] },
};

async function ask(who: string, now: string) {
  const cast: object[] = [];
  const tools = {
    requests: { round: async (_: string, round: number) => (round === 1 ? row : undefined) },
    votes: { cast: async (_: string, vote: object) => void cast.push(vote) },
    durable: { wake: async () => undefined },
  } as unknown as DirectTools;
  const request = { args: { request: 'i' }, origin: { platform: 'slack' }, receivedAt: now };
  const { outcome } = await cancel.run({ request, person: { id: who }, now: new Date(now) } as unknown as Asked, tools);
  return { code: outcome?.reasonCode ?? 'completed', cast };
}

test.each(['alice', 'bob'])('%s, who asked or may decide, takes a request back', async (who) => {
  const { code, cast } = await ask(who, '2026-03-04T15:29:59.000Z');
  expect(code).toBe('completed');
  expect(cast).toMatchObject([{ decision: 'cancel', person: who }]);
});

test('nobody else does', async () => {
  expect(await ask('mallory', '2026-03-04T15:00:00.000Z')).toEqual({ code: 'not_requester', cast: [] });
});

test('one whose time is over is over, also where nobody has closed it yet', async () => {
  expect(await ask('alice', '2026-03-04T15:30:00.000Z')).toEqual({ code: 'request_over', cast: [] });
});
