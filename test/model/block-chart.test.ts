import fc from 'fast-check';
import { blockChart } from '../../src/model/block-chart';

test.each([
  ['counts', [0, 1, 4, 8], '▁▂▅█'],
  ['nothing but zeros', [0, 0, 0], '▁▁▁'],
  ['a steady row', [5, 5, 5], '███'],
  ['gaps', [null, 2, null, 4], ' ▅ █'],
  ['one small among many', [1, 1_000], '▂█'],
  ['negative values', [-3, 6], '▁█'],
  ['infinity', [1, Infinity], '██'],
  ['no values', [], ''],
])('%s are drawn', (_, values, drawn) => {
  expect(blockChart(values)).toBe(drawn);
});

test('there is one character for each value, and zero alone is the lowest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (counts) => {
      const drawn = [...blockChart(counts)];
      expect(drawn).toHaveLength(counts.length);
      counts.forEach((count, index) => expect(drawn[index] === '▁').toBe(count === 0));
    }),
  );
});
