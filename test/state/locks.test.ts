import { createLocks, type Lock, type Locks } from '../../src/state/locks';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
let locks: Locks;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  locks = createLocks(freshTables(azurite.connectionString)());
});

function lock(owner: string, over: Partial<Lock> = {}): Lock {
  return { service: 'a/b', environment: 'prod#1?', owner, person: 'alice', since: '2026-11-02T10:00:00Z', ...over };
}

test('a lock is held by one of many who want it at once, and the others are told by whom', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, (_, n) => locks.acquire(lock(`i${n}`))));
  const [holder] = await locks.list();
  expect(all.filter(({ held }) => held)).toHaveLength(1);
  for (const taken of all) expect(taken).toEqual(taken.held ? { held: true } : { held: false, by: holder });
});

test("one's own lock again is fine, and keeps since when it is held", async () => {
  await locks.acquire(lock('i', { reason: 'maintenance' }));
  expect(await locks.acquire(lock('i', { since: '2026-11-02T11:00:00Z' }))).toEqual({ held: true });
  expect(await locks.list()).toEqual([lock('i', { reason: 'maintenance' })]);
});

test('a lock is given back by its owner only', async () => {
  await locks.acquire(lock('i'));
  expect(await locks.release('a/b', 'prod#1?', 'j')).toBe(false);
  expect(await locks.acquire(lock('j'))).toEqual({ held: false, by: lock('i') });
  expect(await locks.release('a/b', 'prod#1?', 'i')).toBe(true);
  expect(await locks.release('a/b', 'prod#1?', 'i')).toBe(false);
  expect(await locks.acquire(lock('j'))).toEqual({ held: true });
});

test('services and environments whose names could run together have locks of their own', async () => {
  for (const [service, environment] of [
    ['a', 'b:c'],
    ['a:b', 'c'],
    ['A', 'b:c'],
    ['a~3Ab', 'c'],
  ] as const) {
    expect(await locks.acquire(lock('i', { service, environment }))).toEqual({ held: true });
  }
  expect(await locks.list()).toHaveLength(4);
});

describe('under a lock by hand', () => {
  const byHand = lock('person:alice');

  it("its person's commands work one at a time, and nobody else's", async () => {
    await locks.acquire(byHand);
    expect(await locks.acquire(lock('i'))).toEqual({ held: true });
    expect(await locks.acquire(lock('i'))).toEqual({ held: true });
    expect(await locks.acquire(lock('j'))).toMatchObject({ held: false, by: { owner: 'i', person: 'alice' } });
    expect(await locks.acquire(lock('k', { person: 'bob' }))).toMatchObject({ held: false });
    expect(await locks.release('a/b', 'prod#1?', 'i')).toBe(true);
    expect(await locks.list()).toEqual([byHand]);
    expect(await locks.acquire(lock('j'))).toEqual({ held: true });
  });

  it('one of many that want it at once works', async () => {
    await locks.acquire(byHand);
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => locks.acquire(lock(`i${n}`))));
    expect(all.filter(({ held }) => held)).toHaveLength(1);
  });

  it('a command that works keeps it from being given back', async () => {
    await locks.acquire(byHand);
    await locks.acquire(lock('i'));
    expect(await locks.release('a/b', 'prod#1?', 'person:alice')).toBe(false);
    await locks.release('a/b', 'prod#1?', 'i');
    expect(await locks.release('a/b', 'prod#1?', 'person:alice')).toBe(true);
    expect(await locks.list()).toEqual([]);
  });
});
