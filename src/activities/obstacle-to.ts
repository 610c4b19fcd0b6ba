import { isByHand, lockOwner } from '../model/lock-owner';
import { type Outcome } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { activeFreeze } from '../policy/active-freeze';
import { type Dependencies } from './dependencies';

/** What forbids a plan now, whoever would approve it: a freeze, unless the glass is broken, or somebody's lock, unless it is waited for. */
export async function obstacleTo(
  { company, locks, now }: Dependencies,
  { action, service, environment }: Plan,
  requester: PersonRef,
  { breaksGlass, waits }: { breaksGlass: boolean; waits: boolean },
): Promise<Outcome | undefined> {
  const place = company.environments.find(({ id }) => id === environment);
  const frozen = place && !breaksGlass && activeFreeze(place, action, now());
  if (frozen) {
    const { freeze, until } = frozen;
    const end = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const message = `${environment} is frozen until ${end} (${freeze.name}). Rollbacks go on.`;
    return { result: 'denied', reasonCode: 'frozen', message };
  }
  if (waits) return undefined;
  const lock = await locks.get(service, environment);
  if (!lock || !isByHand(lock.owner) || lock.owner === lockOwner(requester)) return undefined;
  const why = lock.reason ? `: ${lock.reason}` : '';
  const since = `${lock.since.slice(0, 16).replace('T', ' ')} UTC`;
  const message = `${service} in ${environment} is locked by @${lock.person} since ${since}${why}.`;
  return { result: 'failure', reasonCode: 'target_locked', message };
}
