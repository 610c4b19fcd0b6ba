import { type Company, type Rule } from '../../src/model/company';
import { type Person } from '../../src/model/person';
import { type StatedPlan } from '../../src/policy/candidates';
import { fieldOf, selectorsOf } from '../../src/policy/match-rule';
import { type Decided, decide } from './decide';
import { ruleName } from './rule-text';

/** Everything there is to say of a request before it is made, in lines. */
export function explain(plans: StatedPlan[], requester: Person, company: Company): string[] {
  const ways = decide(plans, requester.id, company);
  return [
    ...ways.flatMap((way) => explainWay(way, requester, company)),
    ...passedOver(plans, ways, company),
    'What only the world can say is not looked at: locks, freezes, the order of environments, whether the requester has to confirm.',
  ];
}

function explainWay({ condition, rule, verdict, says }: Decided, requester: Person, { people }: Company): string[] {
  const lines = [`${condition && `if ${condition}: `}${says}`, `  rule ${ruleName(rule)}`];
  if (verdict.kind === 'denied') lines.push(`  ${verdict.message}`);
  if (rule.require.length === 0) return [...lines, ''];
  for (const person of people) {
    const reasons = asked(person, rule);
    const may = person.id !== requester.id && reasons.length > 0;
    lines.push(
      `  ${may ? 'may approve' : 'may not    '}  @${person.id}: ${may ? reasons.join(', ') : why(person, requester)}`,
    );
  }
  lines.push(`  expires after ${span(rule.expiresSeconds)}`);
  if (rule.remindSeconds !== undefined)
    lines.push(`  those who have said nothing are reminded after ${span(rule.remindSeconds)}`);
  if (rule.escalate) lines.push(`  ${rule.escalate.to} may decide too after ${span(rule.escalate.afterSeconds)}`);
  if (rule.reasonRequired) lines.push('  a rejection needs its reason');
  return [...lines, ''];
}

/** By what a rule asks this person. */
function asked({ id, groups }: Person, { require }: Rule): string[] {
  const named = require.some(({ people }) => people.includes(id)) ? ['named'] : [];
  return [...named, ...groups.filter((group) => require.some((one) => one.groups.includes(group)))];
}

function why({ id, groups }: Person, requester: Person): string {
  if (id === requester.id) return 'asks, and nobody approves their own';
  return groups.length === 0 ? 'in no group' : `in ${groups.join(', ')} only`;
}

/** Why each rule that stands before the one that decides does not. */
function passedOver(plans: StatedPlan[], ways: Decided[], { rules }: Company): string[] {
  const last = Math.max(...ways.map(({ rule }) => (rule.line > 0 ? rules.indexOf(rule) : rules.length)));
  const lines = rules.slice(0, last).flatMap((rule) => {
    if (ways.some((way) => way.rule === rule)) return [];
    const reasons = plans.flatMap(({ plan, knows }) =>
      selectorsOf(rule.when)
        .filter(([path, allowed]) => knows(path) && !allowed.includes(fieldOf(plan, path) ?? '\0'))
        .map(([path, allowed]) => `${path} is ${fieldOf(plan, path) ?? 'nothing'}, not ${allowed.join(' or ')}`),
    );
    const reason = reasons[0] ?? 'an environment that is not listed is for the strictest alone';
    return [`  ${ruleName(rule)}: ${reason}`];
  });
  return lines.length > 0 ? ['Rules before it that do not match:', ...lines, ''] : [];
}

/** A duration as the company file writes it. */
function span(seconds: number): string {
  const [unit, each] = (
    [
      ['d', 86_400],
      ['h', 3_600],
      ['m', 60],
    ] as const
  ).find(([, size]) => seconds % size === 0) ?? ['s', 1];
  return `${seconds / each}${unit}`;
}
