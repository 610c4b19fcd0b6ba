import { runSuites } from '../../local/crash/run-suites';
import { clock } from './clock';
import { hostile } from './hostile';
import { redelivery } from './redelivery';
import { soak } from './soak';
import { storm } from './storm';
import { vendors } from './vendors';

/** What breaks things on purpose, other than crashes: those are `npm run crash`. */
runSuites(
  'torture',
  new Map([
    ['clock', clock],
    ['hostile', hostile],
    ['redelivery', redelivery],
    ['vendors', vendors],
    ['storm', storm],
    ['soak', soak],
  ]),
);
