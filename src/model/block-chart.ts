const blocks = '▁▂▃▄▅▆▇█';

/**
 * A row of values as blocks, the highest full: `▁▂▅█`. Each is measured from `floor`, by default 0, so that a steady row is
 * level and not noise blown up; null is a blank.
 */
export function blockChart(values: (number | null)[], floor = 0): string {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const top = finite.reduce((most, value) => Math.max(most, value), floor);
  return values
    .map((value) => {
      if (value === null || Number.isNaN(value)) return ' ';
      const share = top > floor ? Math.min(1, Math.max(0, (value - floor) / (top - floor))) : 0;
      return blocks[Math.ceil(share * (blocks.length - 1))];
    })
    .join('');
}
