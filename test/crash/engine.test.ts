import { atRandom } from '../../local/crash/engine/at-random';
import { enumerated } from '../../local/crash/engine/enumerated';
import { storeTroubles } from '../../local/crash/engine/store-troubles';
import { newSeed, Seeded } from '../../local/crash/seeded';

/** `npm run crash` tries every point; here a sample of the same, which `npm run crash -- --short --seed N` repeats. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/crash/engine: seed ${seed}\n`));

it('goes on from a kill around a write or an invocation as if there had been none', async () => {
  expect((await enumerated(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 180_000);

it('brings every instance to its end over kills at random moments', async () => {
  expect((await atRandom(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 120_000);

it('says in a line why it cannot have its store, and does it no harm', async () => {
  expect((await storeTroubles(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 120_000);
