import { type GroupSourceRef } from '../model/company';
import { type Person } from '../model/person';

/** The people of the company file behind what a source calls its members; whoever is not in the file counts for nothing. */
export function peopleBehind(
  kind: GroupSourceRef['kind'],
  members: { id: string; email?: string }[],
  people: Person[],
): string[] {
  return people.filter((person) => members.some((member) => isSame(kind, member, person))).map(({ id }) => id);
}

function isSame(kind: GroupSourceRef['kind'], { id, email }: { id: string; email?: string }, person: Person): boolean {
  switch (kind) {
    case 'pagerduty':
      if (person.pagerduty !== undefined) return person.pagerduty === id;
      return email !== undefined && person.email?.toLowerCase() === email.toLowerCase();
    case 'entra':
      return person.accounts.teams === id.toLowerCase();
    case 'slack':
    case 'discord':
      return person.accounts[kind] === id;
  }
}
