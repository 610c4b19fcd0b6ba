import { runSuites } from '../../local/crash/run-suites';
import { clock } from './clock';
import { hostile } from './hostile';

/** What breaks things on purpose, other than crashes: those are `npm run crash`. */
runSuites('torture', new Map([['clock', clock]]));
