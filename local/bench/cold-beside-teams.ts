import { performance } from 'node:perf_hooks';
import { type Figure } from './figures';
import { timed } from './load';
import { type Measured } from './process';
import { median, ratio } from './ratio';

const ROUNDS = 9;

/** Process start → first acknowledged Slack command, of the built app and of the same built without the Teams platform, in turn. */
export async function coldBesideTeams(
  whole: () => Promise<Measured>,
  without: () => Promise<Measured>,
  secret: string,
): Promise<Figure> {
  const first = async (start: () => Promise<Measured>) => {
    const began = performance.now();
    const server = await start();
    await timed(`${server.url}/api/slack/commands`, secret);
    const took = performance.now() - began;
    await server.stop();
    return took;
  };
  for (const start of [whole, without]) await first(start);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await first(whole));
    theirs.push(await first(without));
  }
  return {
    what: 'process start → first acknowledged Slack command',
    value: `${median(ours).toFixed(0)} ms`,
    ratio: `${ratio(ours, theirs)} of the same built without Teams (${median(theirs).toFixed(0)} ms)`,
    goal: { value: median(ours) / median(theirs), most: 1.05 },
  };
}
