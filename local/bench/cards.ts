import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type View } from '../../src/model/view';
import { type Figure } from './figures';
import { percentile } from './load';

const FOLDER = 'cards';
const ROUNDS = 200;

/** Every sample view as a card: the first, with the loading of the templating package and the preparation of the template, and the later ones. */
export async function cards(): Promise<Figure[]> {
  const views = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.data.json'))
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as View);
  const began = performance.now();
  const { renderCard } = await import('../../src/platforms/teams/render/render-card');
  const times: number[] = [];
  const draw = (view: View) => {
    const started = performance.now();
    renderCard(view, 'everybody');
    return performance.now() - started;
  };
  draw(views[0]!);
  const first = performance.now() - began;
  for (let round = 0; round < ROUNDS; round++) for (const view of views) times.push(draw(view));
  times.sort((a, b) => a - b);
  return [
    {
      what: `a card, of ${views.length} kinds: the first with all that is loaded for it; then p50, p99`,
      value: `${first.toFixed(0)} ms; ${percentile(times, 0.5).toFixed(2)} ms, ${percentile(times, 0.99).toFixed(2)} ms`,
      ratio: '',
    },
  ];
}
