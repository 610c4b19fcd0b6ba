import { type Requirement } from '../model/verdict';
import { requirement } from '../policy/evaluate';
import { withMembers } from '../policy/with-members';
import { type Debt } from '../state/debts';
import { type DirectTools } from './command';

/** Who may review a break-glass, as it is now; `fresh`: nothing remembered of groups counts. */
export async function reviewers(
  { review, person, plan }: Pick<Debt, 'review' | 'person' | 'plan'>,
  { company, electorate }: Pick<DirectTools, 'company' | 'electorate'>,
  { fresh = false } = {},
): Promise<Requirement> {
  const outside = await electorate.members(review.groups, plan, { fresh });
  return requirement(review, person, withMembers(company, outside));
}
