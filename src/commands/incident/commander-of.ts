import { type Incident } from '../../model/incident';
import { type Person } from '../../model/person';
import { type DirectTools } from '../command';

/** An incident does not wait for a schedule. */
const WAIT_MS = 1_500;

/** Who commands a new incident: whoever is on call in the group that the company file names, else whoever opens it, with why. */
export async function commanderOf(
  opener: Person,
  { company, electorate }: Pick<DirectTools, 'company' | 'electorate'>,
): Promise<Pick<Incident, 'commander' | 'commanderNote'>> {
  const group = company.groups.find(({ id }) => id === company.incidents.commander);
  if (!group) return { commander: opener.id };
  const environment = company.environments.find(({ production }) => production)?.id ?? '';
  const signal = AbortSignal.timeout(WAIT_MS);
  const outside = group.source ? await electorate.members([group.id], { environment }, { signal }) : undefined;
  const own = company.people.filter(({ groups }) => groups.includes(group.id)).map(({ id }) => id);
  const found = outside ? (outside.members[group.id] ?? []) : own;
  const commander = found.find((id) => id === opener.id) ?? found[0];
  if (commander !== undefined) return { commander, commanderNote: 'on call' };
  const why = outside?.down[group.id] ? 'who is on call cannot be asked now' : 'nobody we know is on call';
  return { commander: opener.id, commanderNote: `opened it; ${why}` };
}
