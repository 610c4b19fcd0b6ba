import fc from 'fast-check';
import { unreachedRules } from '../../../local/policy/unreached-rules';
import { type Rule } from '../../../src/model/company';
import { type PlanState } from '../../../src/model/plan';
import { matchRule } from '../../../src/policy/match-rule';
import { company, plan } from '../../policy/companies';

const unreached = (...whens: Rule['when'][]) =>
  unreachedRules(company(...whens.map((when) => ({ when })))).map(({ rule }) => rule.name);

test('a rule after a wider one never decides', () => {
  expect(unreached({ action: ['deploy'] }, { action: ['deploy'], environment: ['production'] })).toEqual(['rule 1']);
});

test('the other way round both decide', () => {
  expect(unreached({ action: ['deploy'], environment: ['production'] }, { action: ['deploy'] })).toEqual([]);
});

test('two rules that cover a third together leave nothing to it', () => {
  expect(unreached({ environment: ['staging'] }, { environment: ['production'] }, { action: ['deploy'] })).toEqual([
    'rule 2',
  ]);
});

test('a rule for each direction leaves what has none', () => {
  expect(unreached({ direction: ['up'] }, { direction: ['down'] }, { direction: ['none'] }, {})).toEqual([]);
});

test('a rule for one field of the plan hides no rule for another', () => {
  expect(unreached({ plan: { 'desired.replicas': ['0'] } }, { plan: { 'current.replicas': ['0'] } })).toEqual([]);
});

const some = (words: string[]) => fc.option(fc.subarray(words, { minLength: 1 }), { nil: undefined });
const actions = ['deploy', 'scale'];
const directions = ['up', 'down'];
const when: fc.Arbitrary<Rule['when']> = fc.record({
  action: some(actions),
  environment: some(['staging', 'production']),
  direction: some(directions),
  plan: fc.option(
    fc.subarray(['0', '1'], { minLength: 1 }).map((values) => ({ 'desired.replicas': values })),
    { nil: undefined },
  ),
});

test('exactly those rules are told that decide no plan at all', () => {
  const states: PlanState[] = [{ replicas: 0 }, { replicas: 1 }, {}];
  const plans = [...actions, 'other'].flatMap((action) =>
    ['staging', 'production'].flatMap((environment) =>
      (['up', 'down', undefined] as const).flatMap((direction) =>
        states.map((desired) => plan({ action, environment, direction, desired })),
      ),
    ),
  );
  fc.assert(
    fc.property(fc.array(when, { maxLength: 6 }), (whens) => {
      const firm = company(...whens.map((one) => ({ when: one })));
      const deciding = new Set(plans.map((one) => matchRule(one, firm)?.name));
      expect(unreached(...whens)).toEqual(firm.rules.map(({ name }) => name).filter((name) => !deciding.has(name)));
    }),
    { numRuns: 300 },
  );
});
