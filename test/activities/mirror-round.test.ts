import { type Dependencies } from '../../src/activities/dependencies';
import { mirrorRound } from '../../src/activities/mirror-round';
import { show } from '../../src/activities/show';
import { type Origin } from '../../src/model/command-request';
import { type MessageRef } from '../../src/model/message-ref';
import { type View } from '../../src/model/view';
import { ChatError } from '../../src/platforms/chat-error';

const ballot = { instanceId: 'abc', round: 1, planHash: 'h1' };
const view: View = { kind: 'progress', tone: 'neutral', icon: '🚀', headline: ['Deploy'] };
const origin: Origin = { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' };
const away = new ChatError('Teams is away.', 'http_503', true);

function room({ fails }: { fails?: ChatError } = {}) {
  const posted: Origin[] = [];
  const bound: MessageRef[] = [];
  const updated: string[] = [];
  const outbox = async (platform: string) => ({
    post: async (to: Origin) => {
      if (fails) throw fails;
      posted.push(to);
      return { platform, tenant: to.tenant, channel: to.channel, message: `m${posted.length}` };
    },
    update: async ({ message }: MessageRef) => {
      if (fails && platform === 'teams') throw fails;
      updated.push(message);
    },
  });
  const settled = new Map<string, unknown>();
  const dependencies = {
    company: {
      channels: [
        { name: 'deployments', places: { slack: 'C0DEPLOY', teams: '19:d', discord: '1' }, mirrored: true },
        { name: 'general', places: { slack: 'C0GENERAL', teams: '19:g' }, mirrored: false },
      ],
    },
    tenants: { slack: 'T0DEMO', teams: 'tenant' },
    outbox,
    messages: { bind: async (message: MessageRef) => void bound.push(message), keepShown: async () => {} },
    marks: {
      mark: async (_: string, step: string) => ({ first: !settled.has(step), at: '' }),
      get: async (_: string, step: string) => settled.get(step),
      settle: async (_: string, step: string, value: unknown) => void settled.set(step, value),
    },
    now: () => new Date(0),
  } as unknown as Dependencies;
  return { dependencies, posted, bound, updated };
}

describe('a mirrored request', () => {
  it('is shown in the other places of its channel that we can speak on, once, and bound to its round', async () => {
    const { dependencies, posted, bound } = room();
    const first = await mirrorRound(dependencies, origin, ballot, view);
    const again = await mirrorRound(dependencies, origin, ballot, view);
    expect(posted.map(({ platform, channel }) => [platform, channel])).toEqual([['teams', '19:d']]);
    expect(again).toEqual(first);
    expect(bound[0]).toMatchObject({ platform: 'teams', message: 'm1' });
  });

  it.each([
    ['elsewhere', { ...origin, channel: 'C0GENERAL' }],
    ['in private', { ...origin, channel: 'D0ALICE' }],
  ])('asked %s is not', async (_, from) => {
    const { dependencies } = room();
    expect(await mirrorRound(dependencies, from, ballot, view)).toEqual([]);
  });

  it('is decided where it was made when the other platform is away', async () => {
    const { dependencies, bound } = room({ fails: away });
    expect(await mirrorRound(dependencies, origin, ballot, view)).toEqual([]);
    expect(bound).toEqual([]);
  });
});

describe('what a message shows', () => {
  const own = { platform: 'slack', tenant: 'T0DEMO', channel: 'C0DEPLOY', message: '1.1' } as const;
  const mirrored: MessageRef = { ...own, mirrors: [{ ...own, platform: 'teams', message: 'm1' }] };

  it('its mirrors show too', async () => {
    const { dependencies, updated } = room();
    await show(dependencies, 'abc', mirrored, view);
    expect(updated.sort()).toEqual(['1.1', 'm1']);
  });

  it('a mirror that is away does not hold up, until the last view', async () => {
    const { dependencies, updated } = room({ fails: away });
    await show(dependencies, 'abc', mirrored, view);
    expect(updated).toEqual(['1.1']);
    await expect(show(dependencies, 'abc', mirrored, view, true)).rejects.toBe(away);
  });
});
