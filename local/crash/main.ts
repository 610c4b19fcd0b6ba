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
    ['product', (random, extent) => pointByPoint(deploys, random, extent)],
    ['incidents', (random, extent) => pointByPoint(incidents, random, extent)],
    ['alerts', (random, extent) => pointByPoint(alerts, random, extent)],
    ['azure', asOnAzure],
    ['mixed', mixed],
  ]),
);
