import { type Company } from './company';
import { type PersonRef } from './person';

/** A person as texts refer to them; somebody who has left the company file keeps their ID. */
export function refer({ company }: { company: Pick<Company, 'people'> }): (id: string) => PersonRef {
  return (id) => {
    const found = company.people.find((person) => person.id === id);
    return { id, accounts: found?.accounts ?? {} };
  };
}
