import { type Company } from '../model/company';
import { nearestNames } from '../model/nearest-names';

interface About {
  name: string;
  has: (service: string | null) => boolean;
}

/** What figures are asked about, or what is wrong with that. A team's services are those that page it. */
export function servicesOf(
  { service, team }: { service?: string; team?: string },
  { services }: Pick<Company, 'services'>,
): About | string {
  if (service !== undefined && team !== undefined) return 'Give a service or --team, not both.';
  if (service !== undefined && services.some(({ id }) => id === service))
    return { name: service, has: (one) => one === service };
  if (service !== undefined)
    return `There is no service ${service}; there are ${services.map(({ id }) => id).join(', ')}.`;
  if (team === undefined) return { name: 'all services', has: () => true };
  const own = services.filter(({ pager }) => pager?.team === team).map(({ id }) => id);
  if (own.length > 0) return { name: `team ${team} (${own.join(', ')})`, has: (one) => own.some((id) => id === one) };
  const teams = [...new Set(services.flatMap(({ pager }) => pager?.team ?? []))];
  const [near] = nearestNames(team, teams, 1);
  const known =
    teams.length > 0 ? `The company file has ${teams.join(', ')}.` : 'No service of the company file has one.';
  return `There is no team ${team}. ${near ? `Did you mean --team ${near}? ` : ''}${known}`;
}
