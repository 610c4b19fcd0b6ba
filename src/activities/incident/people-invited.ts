import { type Company } from '../../model/company';
import { type IncidentStory, joined } from '../../model/incident-story';
import { type Person } from '../../model/person';

/** Who is called together: the commander, who opened it, the groups that the company file names, and who took the page. */
export function peopleInvited({ people, incidents }: Company, story: IncidentStory): Person[] {
  const wanted = [story.commander, story.incident.by, ...joined(story)];
  return people.filter(({ id, groups }) => wanted.includes(id) || groups.some((one) => incidents.invite.includes(one)));
}
