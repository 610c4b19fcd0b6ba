import { Seeded } from '../../local/crash/seeded';
import { storm } from './storm';

it('carries out once and shows in order what it acknowledged, while Slack is slow and refuses', async () => {
  expect((await storm(new Seeded(1), 'sample')).wrong).toEqual([]);
}, 240_000);
