import { type Company } from '../../src/model/company';
import { candidates, conditionText, type StatedPlan, verdictBy } from '../../src/policy/candidates';
import { requireText } from './rule-text';

/** One way a request may be decided. */
export type Decided = ReturnType<typeof decide>[number];

/** Every way that the plans may be decided; one alone when what is known settles it. */
export function decide(plans: StatedPlan[], requester: string, company: Company) {
  const several = plans.length > 1;
  const all = plans.flatMap((stated) => {
    const way: [string, string[]][] = several ? [['direction', [String(stated.plan.direction)]]] : [];
    return candidates(stated, company).map((candidate, index, { length }) => {
      const { rule } = candidate;
      const verdict = verdictBy(candidate, stated, requester, company);
      const otherwise = index > 0 && index === length - 1 ? ' otherwise' : '';
      const condition = conditionText([...way, ...candidate.provided]) + otherwise;
      return { condition: condition.trim(), rule, verdict, says: says(verdict.kind, requireText(rule)) };
    });
  });
  const names = new Set(all.map(({ rule }) => rule.name));
  const [first] = all;
  return first && names.size === 1 ? [{ ...first, condition: '' }] : all;
}

/** As an expectation in policy.tests.yaml says it. */
function says(kind: 'allowed' | 'approval' | 'denied', asked: string): string {
  return kind === 'approval' ? `needs ${asked}` : kind;
}
