import { type Company } from '../../model/company';
import { type Incident } from '../../model/incident';
import { type Person } from '../../model/person';

/** Who is called together for an incident: its commander, who opened it, and the groups that the company file names. */
export function peopleInvited({ people, incidents }: Company, incident: Incident, commander: string): Person[] {
  return people.filter(
    ({ id, groups }) => id === commander || id === incident.by || groups.some((one) => incidents.invite.includes(one)),
  );
}
