import { newSeed, Seeded } from '../../local/crash/seeded';
import { clock } from './clock';

/** `npm run torture -- clock` tries a hundred times as many; with `--short --seed N` the same as here. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/torture/clock: seed ${seed}\n`));

it('keeps to the calendar where clocks change, days are skipped and years end', async () => {
  expect((await clock(new Seeded(seed), 'sample')).wrong).toEqual([]);
});
