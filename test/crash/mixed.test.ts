import { mixed } from '../../local/crash/mixed/mixed';
import { newSeed, Seeded } from '../../local/crash/seeded';

/** `npm run crash -- mixed` kills 500 times; here a few of the same, which `npm run crash -- --short --seed N mixed` repeats. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/crash/mixed: seed ${seed}\n`));

it('ends and records each command once, shown as ended everywhere, however often the host is killed', async () => {
  expect((await mixed(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 360_000);
