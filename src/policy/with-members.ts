import { type Company } from '../model/company';
import { type OutsideMembers } from '../model/outside-members';

/** The company with everybody in the groups that other sources say they are in. */
export function withMembers<Known extends Pick<Company, 'people'>>(company: Known, { members }: OutsideMembers): Known {
  const people = company.people.map((person) => {
    const told = Object.keys(members).filter((group) => members[group]?.includes(person.id));
    return told.length === 0 ? person : { ...person, groups: [...new Set([...person.groups, ...told])] };
  });
  return { ...company, people };
}
