import { newSeed, Seeded } from '../../local/crash/seeded';
import { hostile } from './hostile';

/** `npm run torture -- hostile` tries a hundred times as many; with `--short --seed N` the same as here. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/torture/hostile: seed ${seed}\n`));

it('takes whatever it is sent, shows whatever it is told, and lets no secret through', async () => {
  expect((await hostile(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 240_000);
