import { isDeepStrictEqual } from 'node:util';
import { createMarks, type Marks } from '../../src/state/marks';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';
import { watchedTables } from '../kit/watched-tables';

let azurite: Azurite;
let watched: ReturnType<typeof watchedTables>;
let marks: Marks;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  watched = watchedTables(freshTables(azurite.connectionString)());
  marks = createMarks(watched);
});

test('a step is begun once, and the time of the first stays', async () => {
  expect(await marks.mark('i', 'start', '10:00')).toEqual({ first: true, at: '10:00' });
  expect(await marks.mark('i', 'start', '10:05')).toEqual({ first: false, at: '10:00' });
  expect(await marks.mark('i', 'message-1', '10:05')).toEqual({ first: true, at: '10:05' });
  expect(await marks.mark('j', 'start', '10:05')).toEqual({ first: true, at: '10:05' });
});

test('one of many at once is the first, even at the same time of day', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => marks.mark('i', 'start', '10:00')));
  expect(all.filter(({ first }) => first)).toHaveLength(1);
});

test('a mark that the SDK sent twice, because the first answer was lost, is still the first', async () => {
  watched.fault = async (call, make) => {
    if (call === 'insert') await make();
    return make();
  };
  expect(await marks.mark('i', 'start', '10:00')).toEqual({ first: true, at: '10:00' });
});

test('what came of a step is kept, the first value for good', async () => {
  await marks.mark('i', 'start', '10:00');
  expect(await marks.get('i', 'start')).toBeUndefined();
  const run = { id: 'r1', log: 'é😀'.repeat(12_000), none: null };
  expect(await marks.settle('i', 'start', run)).toEqual(run);
  expect(isDeepStrictEqual(await marks.settle('i', 'start', { id: 'r2' }), run)).toBe(true);
  expect(isDeepStrictEqual(await marks.get('i', 'start'), run)).toBe(true);
  expect(await marks.mark('i', 'start', '10:09')).toEqual({ first: false, at: '10:00' });
});

test('a step that came to nothing is settled all the same', async () => {
  await marks.mark('i', 'start', '10:00');
  await marks.settle('i', 'start', undefined);
  expect(await marks.get('i', 'start')).toBeNull();
});

test('a step cannot be settled before it is begun', async () => {
  await expect(marks.settle('i', 'start', 1)).rejects.toThrow('settled before it was begun');
});
