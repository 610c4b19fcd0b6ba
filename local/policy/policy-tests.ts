import * as z from 'zod/mini';
import { YamlSource } from '../../src/config/yaml-source';
import { type Company } from '../../src/model/company';
import { decide } from './decide';
import { requireText, ruleName } from './rule-text';
import { stated, type StatedPlan } from '../../src/policy/candidates';
import { statedPlans } from './stated-plan';

const state = z.record(z.string(), z.union([z.string(), z.number()], { error: 'a text or a number' }));

const expectation = /^(allowed|denied|needs [1-9]\d? of \S.*)$/;

const test = z
  .strictObject({
    name: z.optional(z.string()),
    command: z.optional(z.string()),
    plan: z.optional(
      z.strictObject({
        action: z.string(),
        service: z.string(),
        environment: z.string(),
        direction: z.optional(z.enum(['up', 'down', 'none'])),
      }),
    ),
    as: z.string(),
    current: z.optional(state),
    desired: z.optional(state),
    expect: z
      .string()
      .check(z.regex(expectation, { error: 'allowed, denied, or needs 1 of team-leads and 1 of @bob' })),
    rule: z.optional(z.string()),
    approvers: z.optional(z.array(z.string())),
  })
  .check(
    z.refine(({ command, plan }) => (command === undefined) !== (plan === undefined), { error: 'a command or a plan' }),
  );

const file = z.strictObject({ tests: z.array(test).check(z.minLength(1, { error: 'at least one test' })) });

type PolicyTest = z.infer<typeof test>;

export interface TestResult {
  name: string;
  line: number;
  /** What went another way; empty when it passed. */
  problems: string[];
  /** The rule that decided, when one alone did. */
  rule?: string;
}

/** Runs the tests of a policy. Throws an Error that tells everything that is wrong with the file itself. */
export function runPolicyTests(text: string, company: Company): TestResult[] {
  const source = new YamlSource(text, {});
  const parsed = z.safeParse(file, source.readable ? source.toJS() : undefined);
  const wrong = source.problems.map(({ line, message }) => `line ${line}: ${message}`);
  if (source.readable && !parsed.success) {
    wrong.push(
      ...parsed.error.issues.map(({ path, message }) => `line ${source.line(path)}, ${path.join('.')}: ${message}`),
    );
  }
  if (!parsed.success || wrong.length > 0) throw new Error(['The policy tests cannot be read:', ...wrong].join('\n  '));
  return parsed.data.tests.map((one, index) => ({
    name: one.name ?? `${one.command ?? `${one.plan?.action} in ${one.plan?.environment}`}, as @${one.as}`,
    line: source.line(['tests', index]),
    ...run(one, company),
  }));
}

function run(one: PolicyTest, company: Company): Pick<TestResult, 'problems' | 'rule'> {
  if (!company.people.some(({ id }) => id === one.as)) return { problems: [`@${one.as} is not in the company file.`] };
  const plans = plansOf(one, company);
  if (typeof plans === 'string') return { problems: [plans] };
  const [way, ...others] = decide(plans, one.as, company);
  if (!way) return { problems: ['Nothing decides.'] };
  if (others.length > 0) {
    const ways = [way, ...others].map(({ condition, says, rule }) => `if ${condition}: ${says}, by ${ruleName(rule)}`);
    return { problems: [`It depends on what the test does not say (give it as current or desired):`, ...ways] };
  }
  const { rule, verdict, says } = way;
  const decided = `${says}, by ${ruleName(rule)}`;
  const eligible = verdict.kind === 'approval' ? verdict.requirements.flatMap((part) => part.eligible) : [];
  const approvers = [...new Set(eligible)].sort().join(', ');
  const wanted = one.approvers?.toSorted().join(', ');
  const problems = [
    ...(says === one.expect ? [] : [`expected: ${one.expect}`, `decided:  ${decided}${asking(verdict.kind, rule)}`]),
    ...(one.rule === undefined || one.rule === rule.name
      ? []
      : [`expected rule: "${one.rule}"`, `decided:       ${ruleName(rule)}`]),
    ...(wanted === undefined || wanted === approvers
      ? []
      : [`expected approvers: ${wanted || 'nobody'}`, `may approve:        ${approvers || 'nobody'}`]),
  ];
  return { problems, rule: rule.name };
}

function asking(kind: string, rule: Parameters<typeof requireText>[0]): string {
  return kind === 'denied' ? `, which asks for ${requireText(rule)}` : '';
}

function plansOf({ command, plan, current, desired }: PolicyTest, company: Company): StatedPlan[] | string {
  if (!plan) return statedPlans(command ?? '', company, { current, desired });
  const display = { commits: [], moreCommits: 0 };
  return [stated({ ...plan, connector: '', current: current ?? null, desired: desired ?? {}, display }, true)];
}
