import { alerts, deploys, incidents, pointByPoint } from '../../local/crash/product/point-by-point';
import { newSeed, Seeded } from '../../local/crash/seeded';

/** `npm run crash` tries every point; here a sample of the same, which `npm run crash -- --short --seed N` repeats. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/crash/product: seed ${seed}\n`));

it('dispatches once and records one outcome, wherever the production deploy is killed', async () => {
  expect((await pointByPoint(deploys, new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 240_000);

it('opens, updates and resolves once, wherever an incident is killed', async () => {
  expect((await pointByPoint(incidents, new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 240_000);

it('asks once, opens one incident and hears every change, wherever a group of alerts is killed', async () => {
  expect((await pointByPoint(alerts, new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 240_000);
