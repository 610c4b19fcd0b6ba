import fc from 'fast-check';
import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';

/** Something that must hold, and how often it is tried at length. */
export interface Tried {
  what: string;
  holds: fc.IRawProperty<unknown>;
  runs: number;
  /** Ends the long form earlier; what was done by then is told. */
  mostMs?: number;
}

/** So many of the long form's runs make the short one, which CI has to wait for. */
const SHORT = 0.01;
/** For each property: a counterexample that takes longer to be made smaller is told as it is by then. */
const MOST_MS = { everything: 600_000, sample: 30_000 };
/** What a report shows of a counterexample. */
const MOST_CHARS = 600;

/** Tries each with the seed's own numbers; a failure tells its smallest counterexample. */
export async function tryProperties(tried: Tried[], random: Seeded, extent: Extent): Promise<Suite> {
  const wrong: string[] = [];
  let done = 0;
  for (const { what, holds, runs, mostMs = Infinity } of tried) {
    const numRuns = extent === 'everything' ? runs : Math.ceil(runs * SHORT);
    const interruptAfterTimeLimit = Math.min(mostMs, MOST_MS[extent]);
    const details = await fc.check(holds, { seed: random.seed, numRuns, endOnFailure: false, interruptAfterTimeLimit });
    done += details.numRuns;
    if (!details.failed) continue;
    const why = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
    wrong.push(`${what}: ${fc.stringify(details.counterexample)}: ${why}`.slice(0, MOST_CHARS));
  }
  return { did: `${done.toLocaleString('en')} cases of ${tried.length} properties`, wrong };
}
