import { atRandom } from './engine/at-random';
import { storeTroubles } from './engine/store-troubles';
import { enumerated } from './engine/enumerated';
import { mixed } from './mixed/mixed';
import { asOnAzure } from './product/as-on-azure';
import { alerts, deploys, incidents, pointByPoint } from './product/point-by-point';
import { runSuites } from './run-suites';

/** Crashes on purpose. */
runSuites(
  'crash',
  new Map([
    ['enumerated', enumerated],
    ['random', atRandom],
    ['store', storeTroubles],
    ['product', (...given) => pointByPoint(deploys, ...given)],
    ['incidents', (...given) => pointByPoint(incidents, ...given)],
    ['alerts', (...given) => pointByPoint(alerts, ...given)],
    ['azure', asOnAzure],
    ['mixed', mixed],
  ]),
);
