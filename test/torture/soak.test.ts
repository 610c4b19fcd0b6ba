import { Seeded } from '../../local/crash/seeded';
import { soak } from './soak';

it('removes the histories of what ended a month ago, and does nothing again of what is delivered again', async () => {
  expect((await soak(new Seeded(1), 'sample')).wrong).toEqual([]);
}, 240_000);
