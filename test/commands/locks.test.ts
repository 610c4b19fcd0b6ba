import { type Azurite, startAzurite } from '../../local/azurite';
import { type Asked, type DirectTools } from '../../src/commands/command';
import { lock } from '../../src/commands/lock';
import { locks } from '../../src/commands/locks';
import { unlock } from '../../src/commands/unlock';
import { createLocks } from '../../src/state/locks';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const person = (id: string, ...groups: string[]) => ({ id, name: id, groups, accounts: {} });
const people = [person('alice'), person('bob', 'team-leads'), person('carol')];
const args = { service: 'order-service', environment: 'staging' };

function room(running?: { outcome?: object }) {
  const tools = {
    company: {
      people,
      groups: [{ id: 'team-leads', title: 'team lead' }],
      environments: [
        { id: 'staging', production: false },
        { id: 'production', production: true },
      ],
      strictest: { group: 'team-leads' },
      lockers: ['team-leads'],
    },
    locks: createLocks(freshTables(azurite.connectionString)()),
    requests: { get: async () => running && { request: { text: '/deploy …' }, ...running } },
  } as unknown as DirectTools;
  const ask = async (command: typeof lock, who: string, over: object = {}) => {
    const asked = { request: { args: { ...args, ...over } }, person: people.find(({ id }) => id === who) };
    const { view, outcome, shared } = await command.run(
      { ...asked, now: new Date('2026-11-27T10:00:00Z') } as unknown as Asked,
      tools,
    );
    return { text: plainText(view), outcome: outcome?.reasonCode ?? 'completed', shared };
  };
  return { ask, tools };
}

describe('a lock taken by hand', () => {
  it('is seen by all, with its owner and reason', async () => {
    const { ask } = room();
    expect(await ask(lock, 'alice', { reason: 'load test' })).toMatchObject({ outcome: 'completed', shared: true });
    const { text } = await ask(locks, 'carol');
    expect(text).toContain('order-service in staging');
    expect(text).toContain('@alice');
    expect(text).toContain('load test');
  });

  it('is seen with the command that works under it just now', async () => {
    const { ask, tools } = room({});
    await ask(lock, 'alice');
    const taken = { service: 'order-service', environment: 'staging', person: 'alice', since: '2026-11-27T10:00:00Z' };
    await tools.locks.acquire({ ...taken, owner: 'instance-1' });
    expect((await ask(locks, 'carol')).text).toContain('and just now /deploy … works under it');
  });

  it.each(['production', 'a-place-nobody-listed'])('in %s is for those whom the policy lets', async (environment) => {
    const { ask, tools } = room();
    const { text, outcome, shared } = await ask(lock, 'alice', { environment });
    expect([outcome, shared]).toEqual(['may_not_lock', undefined]);
    expect(text).toContain('a team lead takes locks');
    expect(await tools.locks.list()).toEqual([]);
    expect((await ask(lock, 'bob', { environment })).outcome).toBe('completed');
  });

  it('keeps others out, and its owner may take it again', async () => {
    const { ask } = room();
    await ask(lock, 'alice');
    expect(await ask(lock, 'carol')).toMatchObject({ outcome: 'target_locked', shared: undefined });
    expect((await ask(lock, 'alice')).outcome).toBe('completed');
  });

  it.each([
    ['alice', 'completed'],
    ['bob', 'completed'],
    ['carol', 'not_lock_owner'],
  ])('%s gives it back: %s', async (who, outcome) => {
    const { ask, tools } = room();
    await ask(lock, 'alice');
    expect((await ask(unlock, who)).outcome).toBe(outcome);
    expect(await tools.locks.list()).toHaveLength(outcome === 'completed' ? 0 : 1);
  });

  it('that is not there needs no giving back', async () => {
    expect((await room().ask(unlock, 'carol')).outcome).toBe('nothing_to_do');
  });
});

describe('a lock of a command', () => {
  const since = '2026-11-27T10:00:00Z';
  const held = { ...args, owner: 'instance', person: 'alice', since };

  it('is kept while the command is under way, whoever asks', async () => {
    const { ask, tools } = room({});
    await tools.locks.acquire(held);
    expect((await ask(unlock, 'bob')).outcome).toBe('target_locked');
    expect(await tools.locks.list()).toHaveLength(1);
  });

  it.each([[{ outcome: {} }], [undefined]])(
    'that has ended or is unknown (%j) is given back by a lead only',
    async (row) => {
      const { ask, tools } = room(row);
      await tools.locks.acquire(held);
      expect((await ask(unlock, 'carol')).outcome).toBe('not_lock_owner');
      expect((await ask(unlock, 'bob')).outcome).toBe('completed');
      expect(await tools.locks.list()).toEqual([]);
    },
  );

  it('under a lock by hand is kept too; once it has ended, both are given back', async () => {
    const state: { outcome?: object } = {};
    const { ask, tools } = room(state);
    await ask(lock, 'alice');
    await tools.locks.acquire(held);
    expect((await ask(unlock, 'alice')).outcome).toBe('target_locked');
    Object.assign(tools, { requests: { get: async () => ({ request: { text: '' }, outcome: {} }) } });
    expect((await ask(unlock, 'alice')).outcome).toBe('completed');
    expect(await tools.locks.list()).toEqual([]);
  });
});
