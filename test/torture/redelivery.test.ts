import { newSeed, Seeded } from '../../local/crash/seeded';
import { redelivery } from './redelivery';

/** `npm run torture -- redelivery` plays twenty such days; with `--short --seed N` the same as here. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/torture/redelivery: seed ${seed}\n`));

it('does once what it is told three times, late, out of order and after the end', async () => {
  expect((await redelivery(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 120_000);
