import { type Company, type Rule } from '../model/company';
import { NOBODY_OUTSIDE, type OutsideMembers } from '../model/outside-members';
import { type Plan } from '../model/plan';
import { type Requirement, type Verdict } from '../model/verdict';
import { assign, placesOf } from './assign';
import { ruleFor, trusted } from './outside-groups';
import { requirementLabel } from './requirement-label';

/**
 * What the approval matrix says of a plan: the first matching rule decides, the strictest where none does. The
 * requester is never eligible; a rule that the others cannot satisfy denies. Who is in a group that is kept elsewhere is
 * told by `asked`; without it that is not known, and no reason to deny.
 */
export function evaluate(plan: Plan, requester: string, company: Company, asked?: OutsideMembers): Verdict {
  const rule = ruleFor(plan, company);
  const outside = asked ?? NOBODY_OUTSIDE;
  const ref = { name: rule.name, line: rule.line };
  const { expiresSeconds, reasonRequired } = rule;
  const confirm = plan.confirm !== undefined;
  if (rule.require.length === 0) {
    if (!confirm) return { kind: 'allowed', rule: ref };
    return { kind: 'approval', rule: ref, requirements: [], confirm, expiresSeconds, reasonRequired };
  }
  const electors = { company, outside, requester, elsewhere: elsewhere(plan, company) };
  const requirements = rule.require.map((one) => electing(one, electors));
  const everybody = [...new Set(requirements.flatMap(({ eligible }) => eligible))];
  const unknown = asked === undefined && requirements.some((one) => one.outside);
  if (!unknown && assign(everybody, placesOf(requirements)).includes(undefined)) {
    const message = [nobody(rule, requirements, everybody, requester), ...why(rule, plan, electors)].join(' ');
    return { kind: 'denied', rule: ref, reasonCode: 'nobody_may_approve', message };
  }
  return {
    kind: 'approval',
    rule: ref,
    requirements,
    ...(confirm && { confirm }),
    expiresSeconds,
    ...(rule.remindSeconds !== undefined && { remindSeconds: rule.remindSeconds }),
    ...(rule.escalate && { escalation: escalation(rule.escalate, electors) }),
    reasonRequired,
    ...(Object.keys(outside.down).length > 0 && { down: outside.down }),
  };
}

interface Electors {
  company: Company;
  outside: OutsideMembers;
  requester: string;
  /** Groups that are kept elsewhere too, and count for this plan. */
  elsewhere: string[];
}

function elsewhere(plan: Plan, company: Company): string[] {
  return trusted(plan, company).flatMap(({ id, source }) => (source ? [id] : []));
}

function escalation({ afterSeconds, to }: NonNullable<Rule['escalate']>, electors: Electors) {
  const { label, eligible, outside } = electing({ count: 1, groups: [to], people: [] }, electors);
  return { afterSeconds, label, eligible, ...(outside && { outside }) };
}

/** Who is asked, as people whom the company file names; the requester is never among them. */
export function requirement(
  asked: Rule['require'][number],
  requester: string,
  { people, groups }: Pick<Company, 'people' | 'groups'>,
): Requirement {
  const eligible = people
    .filter((person) => asked.people.includes(person.id) || person.groups.some((group) => asked.groups.includes(group)))
    .map(({ id }) => id)
    .filter((id) => id !== requester);
  return { count: asked.count, label: requirementLabel(asked, groups), eligible };
}

/** The same, with those whom other sources name. */
function electing(asked: Rule['require'][number], electors: Electors): Requirement {
  const { company, outside, requester } = electors;
  const inFile = requirement(asked, requester, company);
  const groups = electors.elsewhere.filter((id) => asked.groups.includes(id));
  if (groups.length === 0) return inFile;
  const named = inFile.eligible;
  const told = groups.flatMap((id) => outside.members[id] ?? []).filter((id) => id !== requester);
  return { ...inFile, eligible: [...new Set([...named, ...told])], outside: { groups, named } };
}

/** What is to be known of groups that are kept elsewhere, when a rule cannot be satisfied. */
function why({ require }: Rule, plan: Plan, { company, outside }: Electors): string[] {
  const asked = company.groups.filter(({ id }) => require.some(({ groups }) => groups.includes(id)));
  const counted = trusted(plan, company);
  return asked.flatMap((group) => {
    const down = outside.down[group.id];
    if (down !== undefined) return [`Who is in ${group.id} cannot be asked: ${down}`];
    if (counted.includes(group)) return [];
    const kept = group.source?.kind === 'discord' ? 'Discord role' : 'Slack user group';
    return [`${group.id} is a ${kept} too, whose members there do not count in production (trustChatGroups).`];
  });
}

function nobody(rule: Rule, requirements: Requirement[], everybody: string[], requester: string): string {
  const wanted = requirements.map(({ label }) => label).join(' and ');
  const left = everybody.length === 0 ? 'nobody' : `only ${everybody.map((id) => `@${id}`).join(', ')}`;
  const where = rule.line > 0 ? ` (line ${rule.line} of the company file)` : '';
  return `Rule "${rule.name}"${where} asks for ${wanted}, and besides @${requester}, who asked, there is ${left}.`;
}
