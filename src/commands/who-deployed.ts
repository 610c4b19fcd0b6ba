import { type PastDeployment } from '../connectors/types';
import { type Inline } from '../model/view';
import { type Tools } from './command';
import { personRef } from './person-ref';

/**
 * Who started a deployment: the person whose account at the vendor it is, else who asked us for its run, else the vendor's name for
 * them; nothing when it tells none.
 */
export function whoDeployed(
  { by, email }: Pick<PastDeployment, 'by' | 'email'>,
  { company }: Pick<Tools, 'company'>,
  asker?: string,
): Inline[] {
  const same = (one: string | undefined, other: string | undefined) =>
    one !== undefined && one.toLowerCase() === other?.toLowerCase();
  const person = company.people.find((one) => same(one.github, by) || same(one.email, email));
  const known = person?.id ?? asker;
  if (known) return [' by ', { person: personRef(known, { company }) }];
  return by ? [` by ${by}`] : [];
}
