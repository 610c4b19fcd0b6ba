import { blockChart } from '../../model/block-chart';
import { type View } from '../../model/view';

const CELLS = 48;

/** The chart as one row of blocks, `▁▂▅█`; of more points than fit, the highest of each stretch is shown. Empty when there is nothing to draw. */
export function fitChart({ points }: NonNullable<View['chart']>): string {
  const stretch = Math.ceil(points.length / CELLS);
  const cells = Array.from({ length: stretch ? Math.ceil(points.length / stretch) : 0 }, (_, cell) => {
    const present = points.slice(cell * stretch, (cell + 1) * stretch).filter((point) => point !== null);
    return present.length ? Math.max(...present) : null;
  });
  return blockChart(cells).trim() && blockChart(cells);
}
