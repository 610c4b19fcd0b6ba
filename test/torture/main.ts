import { runSuites } from '../../local/crash/run-suites';
import { clock } from './clock';
import { hostile } from './hostile';
import { redelivery } from './redelivery';

/** What breaks things on purpose, other than crashes: those are `npm run crash`. */
runSuites(
  'torture',
  new Map([
    ['clock', clock],
    ['hostile', hostile],
    ['redelivery', redelivery],
  ]),
);
