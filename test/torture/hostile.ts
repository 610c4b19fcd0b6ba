import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { closeAll, openTeams } from '../platforms/teams/teams-stage';
import { growth } from './hostile/growth';
import { holdAtMost } from './hostile/not-held';
import { readers } from './hostile/readers';
import { renderers } from './hostile/renderers';
import { verifiers } from './hostile/verifiers';
import { tryProperties } from './try-properties';

/** The event loop is never held for longer. */
const MOST_HELD_MS = 50;

/** What nobody may send, and what nobody should: verifiers, parsers, renderers and masks take all of it. */
export async function hostile(random: Seeded, extent: Extent): Promise<Suite> {
  const { error } = console;
  try {
    // Bot Framework prints all its keys for each token that they did not sign.
    console.error = () => undefined;
    const teams = await openTeams();
    // What measures time says something only where nothing else runs: not beside other tests.
    const timed = extent === 'everything' ? growth : [];
    holdAtMost(extent === 'everything' ? MOST_HELD_MS : Number.MAX_VALUE);
    return await tryProperties([...verifiers(teams), ...readers, ...renderers, ...timed], random, extent);
  } finally {
    console.error = error;
    await closeAll();
  }
}
