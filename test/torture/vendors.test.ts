import { newSeed, Seeded } from '../../local/crash/seeded';
import { vendors } from './vendors';

/** `npm run torture -- vendors` plays twenty such days; with `--short --seed N` the same as here. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/torture/vendors: seed ${seed}\n`));

it('ends every command in one outcome through a day on which vendors and chats fail', async () => {
  expect((await vendors(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 120_000);
