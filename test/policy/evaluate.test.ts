import fc from 'fast-check';
import { type Rule } from '../../src/model/company';
import { evaluate } from '../../src/policy/evaluate';
import { asks, company, plan } from './companies';

test('the first rule that matches decides, not the closest', () => {
  const verdict = evaluate(
    plan(),
    'alice',
    company(
      { when: { environment: ['production'] } },
      { when: { action: ['deploy'] }, require: [asks(1, 'team-leads')] },
    ),
  );
  expect(verdict).toEqual({ kind: 'allowed', rule: { name: 'rule 0', line: 1 } });
});

test('all selectors of a rule must match', () => {
  const rule = { when: { action: ['deploy'], service: ['payment-service'] }, require: [] };
  expect(evaluate(plan(), 'alice', company(rule)).rule.line).toBe(0);
  expect(evaluate(plan({ service: 'payment-service' }), 'alice', company(rule)).rule.line).toBe(1);
});

test('a rule for a direction does not match a plan without one', () => {
  const rule = { when: { direction: ['up', 'down', 'none'] } };
  expect(evaluate(plan(), 'alice', company(rule)).rule.line).toBe(0);
  expect(evaluate(plan({ direction: 'none' }), 'alice', company(rule)).rule.line).toBe(1);
});

test.each([
  ['desired.replicas', ['0'], true],
  ['desired.replicas', ['1', '2'], false],
  ['desired.replica', ['0'], false],
  ['current.replicas', ['3'], true],
  ['connector', ['kubernetes'], true],
  ['desired.__proto__', ['[object Object]'], false],
  ['desired.toString', ['x'], false],
])('a rule for %s of %j matches: %s', (path, allowed, matches) => {
  const scaled = plan({ action: 'scale', connector: 'kubernetes', current: { replicas: 3 }, desired: { replicas: 0 } });
  expect(evaluate(scaled, 'alice', company({ when: { plan: { [path]: allowed } } })).rule.line).toBe(matches ? 1 : 0);
});

test('a rule for a field of what runs now does not match where nothing does', () => {
  const rule = { when: { plan: { 'current.version': ['v2.4.0'] } } };
  expect(evaluate(plan(), 'alice', company(rule)).rule.line).toBe(1);
  expect(evaluate(plan({ current: null }), 'alice', company(rule)).rule.line).toBe(0);
});

test('an unknown environment needs the strictest approval even where a rule is for any', () => {
  expect(evaluate(plan({ environment: 'moon' }), 'alice', company({ when: {} }))).toMatchObject({
    kind: 'approval',
    rule: { line: 0 },
    requirements: [{ count: 2, label: '2 team leads' }],
  });
});

test('a person who is in both groups of a requirement is eligible once', () => {
  const rule = { require: [asks(1, 'team-leads', 'on-call', '@bob')] };
  expect(evaluate(plan(), 'alice', company(rule))).toMatchObject({
    requirements: [{ eligible: ['bob', 'carol', 'dave'], label: 'a team lead, an on-call engineer or bob' }],
  });
});

test('an empty group lets nobody approve, and not everybody', () => {
  expect(evaluate(plan(), 'alice', company({ require: [asks(1, 'empty')] }))).toEqual({
    kind: 'denied',
    rule: { name: 'rule 0', line: 1 },
    reasonCode: 'nobody_may_approve',
    message:
      'Rule "rule 0" (line 1 of the company file) asks for a ghost, and besides @alice, who asked, there is nobody.',
  });
});

test('two requirements that only one person could fill are denied', () => {
  const rule = { require: [asks(1, '@bob'), asks(1, '@bob')] };
  expect(evaluate(plan(), 'alice', company(rule)).kind).toBe('denied');
  expect(evaluate(plan(), 'alice', company({ require: [asks(1, '@bob'), asks(1, 'team-leads')] })).kind).toBe(
    'approval',
  );
});

test.each([
  [asks(1, 'team-leads'), 'a team lead'],
  [asks(2, 'team-leads'), '2 team leads'],
  [asks(1, '@bob', '@carol'), 'bob or carol'],
  [asks(1, 'on-call'), 'an on-call engineer'],
  [asks(2, 'team-leads', 'on-call'), '2 team leads or on-call engineers'],
  [asks(2, 'team-leads', '@alice', '@dave'), '2 of team leads, alice and dave'],
])('%j reads "%s"', (asked, label) => {
  expect(evaluate(plan(), 'nobody', company({ require: [asked] }))).toMatchObject({ requirements: [{ label }] });
});

const ids = ['alice', 'bob', 'carol', 'dave'];
const asked = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.uniqueArray(fc.constantFrom('team-leads', 'on-call', 'empty', '@alice', '@bob'), { minLength: 1 }),
  )
  .map(([count, who]) => asks(count, ...who));
const actions = ['deploy', 'scale', 'migrate'];
const environments = ['staging', 'production'];
const some = (words: string[]) => fc.option(fc.subarray(words, { minLength: 1 }), { nil: undefined });
const rule: fc.Arbitrary<Partial<Rule>> = fc.record({
  when: fc.record({ action: fc.subarray(actions, { minLength: 1 }), environment: some(environments) }),
  require: fc.array(asked, { maxLength: 3 }),
});
const anyPlan = fc
  .record({ action: fc.constantFrom(...actions, 'reboot'), environment: fc.constantFrom(...environments, 'moon') })
  .map(plan);
const requester = fc.constantFrom(...ids);

test('the requester is never eligible, whatever the rules', () => {
  fc.assert(
    fc.property(fc.array(rule), anyPlan, requester, (rules, wanted, who) => {
      const verdict = evaluate(wanted, who, company(...rules));
      const eligible = verdict.kind === 'approval' ? verdict.requirements.flatMap((part) => part.eligible) : [];
      expect(eligible).not.toContain(who);
    }),
  );
});

test('a rule added at the end changes nothing that an earlier rule decided', () => {
  fc.assert(
    fc.property(fc.array(rule), rule, anyPlan, requester, (rules, added, wanted, who) => {
      const before = evaluate(wanted, who, company(...rules));
      fc.pre(before.rule.line > 0);
      expect(evaluate(wanted, who, company(...rules, added))).toEqual(before);
    }),
  );
});

test('a rule added anywhere changes only what it matches', () => {
  fc.assert(
    fc.property(fc.array(rule), rule, fc.nat(), anyPlan, requester, (rules, added, where, wanted, who) => {
      const named = rules.map((each, index) => ({ ...each, name: `own ${index}`, line: 100 + index }));
      const more = named.toSpliced(where % (named.length + 1), 0, { ...added, name: 'added', line: 99 });
      const after = evaluate(wanted, who, company(...more));
      if (after.rule.name !== 'added') expect(after).toEqual(evaluate(wanted, who, company(...named)));
    }),
  );
});

test('what no rule lists, and whatever is asked of an unknown environment, needs the strictest approval', () => {
  fc.assert(
    fc.property(fc.array(rule), anyPlan, requester, (rules, wanted, who) => {
      fc.pre(wanted.action === 'reboot' || wanted.environment === 'moon');
      const verdict = evaluate(wanted, who, company(...rules));
      expect(verdict.rule.line).toBe(0);
      expect(verdict.kind).not.toBe('allowed');
      if (verdict.kind === 'approval' && wanted.environment !== 'staging')
        expect(verdict.requirements[0]?.count).toBe(2);
    }),
  );
});

test('one requirement more never loosens the others', () => {
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 3 }), asked, requester, (require, more, who) => {
      const before = evaluate(plan(), who, company({ require }));
      const after = evaluate(plan(), who, company({ require: [...require, more] }));
      expect(after.kind).not.toBe('allowed');
      if (before.kind === 'denied') expect(after.kind).toBe('denied');
      if (before.kind === 'approval' && after.kind === 'approval') {
        expect(after.requirements.slice(0, require.length)).toEqual(before.requirements);
      }
    }),
  );
});
