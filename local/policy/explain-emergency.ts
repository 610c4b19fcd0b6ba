import { type Company } from '../../src/model/company';
import { type Person } from '../../src/model/person';
import { type StatedPlan } from '../../src/policy/candidates';
import { breakGlass } from '../../src/policy/break-glass';
import { decide } from './decide';
import { argumentsOf } from './stated-plan';

/** What `--break-glass` in a line comes to, before the normal way; undefined when the line has none. */
export function explainEmergency(
  line: string,
  plans: StatedPlan[],
  requester: Person,
  company: Company,
): { lines: string[]; refused: boolean } | undefined {
  const args = argumentsOf(line, company);
  const [first] = decide(plans, requester.id, company);
  if (args['break-glass'] !== true || !first) return undefined;
  const reason = args['reason'] === undefined ? undefined : String(args['reason']);
  const decided = breakGlass({ normal: first.verdict, requester: requester.id, reason }, company);
  if ('outcome' in decided) return { lines: [`refused: ${decided.outcome.message}`, ''], refused: true };
  const { rule, breakGlass: due } = decided.verdict;
  const reviewers = due?.review.eligible.map((id) => `@${id}`).join(', ');
  const lines = [
    'allowed at once, unless a review of theirs is overdue',
    `  rule "${rule.name}" (line ${rule.line})`,
    `  to be reviewed by ${due?.review.label} within ${due?.withinSeconds} s: ${reviewers}`,
    `  #${due?.alert} is told before it starts`,
    '',
    'Without --break-glass:',
    '',
  ];
  return { lines, refused: false };
}
