import { newSeed, Seeded } from '../../local/crash/seeded';
import { routes } from './routes';

/** `npm run torture -- routes` tries a hundred times as many; with `--short --seed N` the same as here. */
const seed = newSeed();
beforeAll(() => process.stderr.write(`test/torture/routes: seed ${seed}\n`));

it('answers whatever is sent to a route, starts nothing that is not genuine, and tells no secret', async () => {
  expect((await routes(new Seeded(seed), 'sample')).wrong).toEqual([]);
}, 240_000);
