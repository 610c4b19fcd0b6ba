import fc from 'fast-check';
import { type PlanState, type SealedPlan } from '../../src/model/plan';
import { planDifference } from '../../src/policy/plan-difference';

const before: SealedPlan = {
  schema: 1,
  action: 'deploy',
  target: { service: 'order-service', environment: 'production' },
  connector: 'github',
  current: { version: 'v2.4.0', commit: 'a'.repeat(40) },
  desired: { version: 'main', commit: 'b'.repeat(40) },
  direction: null,
  requester: 'alice',
  rule: 'deploys to production',
  round: 1,
};

test('a branch that moved on is told with short commits', () => {
  expect(planDifference(before, { ...before, desired: { version: 'main', commit: 'c'.repeat(40) } })).toEqual([
    'To be running: commit was bbbbbbb and is now ccccccc.',
  ]);
});

test('a deploy that came in between is told', () => {
  expect(planDifference(before, { ...before, current: { version: 'v2.4.2', commit: 'a'.repeat(40) } })).toEqual([
    'Running now: version was v2.4.0 and is now v2.4.2.',
  ]);
});

test('another rule is told by name', () => {
  expect(planDifference(before, { ...before, rule: 'freeze' })).toEqual([
    'The rule that decides was deploys to production and is now freeze.',
  ]);
});

test('another round alone is no difference', () => {
  expect(planDifference(before, { ...before, round: 2 })).toEqual([]);
});

const state: fc.Arbitrary<PlanState> = fc.dictionary(
  fc.constantFrom('version', 'commit', 'replicas'),
  fc.constantFrom('x', 'y', 3),
);
const sealed: fc.Arbitrary<SealedPlan> = fc.record({
  schema: fc.constant(1 as const),
  action: fc.constantFrom('deploy', 'scale'),
  target: fc.record({ service: fc.constantFrom('a', 'b'), environment: fc.constantFrom('a', 'b') }),
  connector: fc.constantFrom('a', 'b'),
  current: fc.option(state),
  desired: state,
  direction: fc.constantFrom('up', 'none', null),
  requester: fc.constantFrom('alice', 'bob'),
  rule: fc.constantFrom('a', 'b'),
  round: fc.constant(1),
});

test('something is said exactly when the sealed plans differ', () => {
  fc.assert(
    fc.property(sealed, fc.oneof(sealed, fc.constant(null)), (one, other) => {
      const two = other ?? structuredClone(one);
      expect(planDifference(one, two).length === 0).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(two)));
    }),
  );
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, sorted(inner)])
    .sort();
}
