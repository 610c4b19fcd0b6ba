import { finder } from '../../src/model/finder';

const byName = finder<{ names: string[] }>(({ names }) => names);

it('finds by each key, and of several the first', () => {
  const list = [{ names: ['a', 'b'] }, { names: ['b', 'c'] }];
  expect([byName(list, 'a'), byName(list, 'b'), byName(list, 'c'), byName(list, 'd')]).toEqual([
    list[0],
    list[0],
    list[1],
    undefined,
  ]);
});

it('sees what is added to a list and taken from it', () => {
  const list = [{ names: ['a'] }];
  expect(byName(list, 'b')).toBeUndefined();
  list.push({ names: ['b'] });
  expect(byName(list, 'b')).toBe(list[1]);
  list.pop();
  expect(byName(list, 'b')).toBeUndefined();
});

it.each(['constructor', '__proto__', 'toString'])('%s is no key that nobody has', (key) => {
  expect(byName([{ names: ['a'] }], key)).toBeUndefined();
});
