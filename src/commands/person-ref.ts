import { type PersonRef } from '../model/person';
import { type Tools } from './command';

/** A person as texts refer to them; somebody who has left the company file keeps their ID. */
export function personRef(id: string, { company }: Pick<Tools, 'company'>): PersonRef {
  const found = company.people.find((person) => person.id === id);
  return found ? { id, accounts: found.accounts } : { id, accounts: {} };
}
