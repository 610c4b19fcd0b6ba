import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { days } from './clock/days';
import { freezes } from './clock/freezes';
import { moments } from './clock/moments';
import { tryProperties } from './try-properties';

/** What depends on a clock or a calendar, around their odd moments and against luxon's own arithmetic. */
export function clock(random: Seeded, extent: Extent): Promise<Suite> {
  return tryProperties([...freezes, ...days, ...moments], random, extent);
}
