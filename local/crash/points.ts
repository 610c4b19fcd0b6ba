import { type Seeded } from './seeded';
import { type Extent } from './suite';

/** What came of a kill at the n-th passage of a series. */
export interface Attempt {
  /** False when there were fewer passages than that. */
  killed: boolean;
  wrong: string[];
}

export interface Series<Lane> {
  /** Each plays one point at a time, beside the others. */
  lanes: Lane[];
  tryAt(index: number, lane: Lane): Promise<Attempt>;
  /** How many points a sample has, and how many passages the series has at most. */
  sample: number;
  most: number;
  /** No point more is tried after this, ms since 1970. */
  until?: number;
}

export interface Tried {
  kills: number;
  wrong: string[];
}

/** After so many nothing new is learnt. */
const MOST_WRONG = 20;

/** Kills at each point of a series, or at some. Two runs need not have the same number of passages. */
export async function tryPoints<Lane>(series: Series<Lane>, random: Seeded, extent: Extent): Promise<Tried> {
  const { lanes, sample, most, until = Infinity } = series;
  const tried: Tried = { kills: 0, wrong: [] };
  let index = 0;
  let survivals = 0;
  let last = most;
  const next = (): number | undefined => {
    if (tried.wrong.length >= MOST_WRONG || Date.now() > until) return undefined;
    if (extent === 'sample') return tried.kills < sample && last > 0 ? random.between(1, last) : undefined;
    return survivals <= lanes.length ? ++index : undefined;
  };
  await Promise.all(
    // A sample is drawn one by one: only then does its seed draw it again.
    (extent === 'sample' ? lanes.slice(0, 1) : lanes).map(async (lane) => {
      for (let point = next(); point !== undefined; point = next()) {
        const { killed, wrong } = await attempt(series, point, lane);
        tried.wrong.push(...wrong);
        if (killed) tried.kills++;
        else {
          survivals++;
          last = Math.min(last, point - 1);
        }
      }
    }),
  );
  return tried;
}

async function attempt<Lane>(series: Series<Lane>, point: number, lane: Lane): Promise<Attempt> {
  try {
    return await series.tryAt(point, lane);
  } catch (error) {
    return { killed: true, wrong: [`${point}: ${(error as Error).message}`] };
  }
}
