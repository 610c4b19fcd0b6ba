import { planHash, sealPlan } from '../../src/policy/seal-plan';
import { type SealedPlan } from '../../src/model/plan';
import vectors from '../fixtures/plan-hash.json';
import { plan } from './companies';

test.each(vectors)('the hash of $name is what another implementation of RFC 8785 says', ({ sealed, sha256 }) => {
  expect(planHash(sealed as unknown as SealedPlan)).toBe(sha256);
});

test('the order of keys does not change the hash', () => {
  const sealed = sealPlan(plan(), 'alice', 'rule', 1);
  const backwards = Object.fromEntries(Object.entries(sealed).reverse()) as unknown as SealedPlan;
  expect(planHash(backwards)).toBe(planHash(sealed));
});

test('what is only shown is not sealed', () => {
  const shown = { commits: [{ sha: 'c', message: 'm', author: 'a' }], moreCommits: 3, warning: 'This goes back.' };
  expect(sealPlan(plan({ display: shown }), 'alice', 'rule', 1)).toEqual(sealPlan(plan(), 'alice', 'rule', 1));
});

const changes: [what: string, sealed: SealedPlan][] = [
  ['the action', sealPlan(plan({ action: 'scale' }), 'alice', 'rule', 1)],
  ['the service', sealPlan(plan({ service: 'api-gateway' }), 'alice', 'rule', 1)],
  ['the environment', sealPlan(plan({ environment: 'staging' }), 'alice', 'rule', 1)],
  ['the connector', sealPlan(plan({ connector: 'other' }), 'alice', 'rule', 1)],
  ['what runs now', sealPlan(plan({ current: null }), 'alice', 'rule', 1)],
  ['what is to run', sealPlan(plan({ desired: { version: 'v2.4.1', commit: 'c'.repeat(40) } }), 'alice', 'rule', 1)],
  ['the direction', sealPlan(plan({ direction: 'down' }), 'alice', 'rule', 1)],
  ['who asks', sealPlan(plan(), 'bob', 'rule', 1)],
  ['the rule', sealPlan(plan(), 'alice', 'other', 1)],
  ['the round', sealPlan(plan(), 'alice', 'rule', 2)],
];

test.each(changes)('%s is sealed', (_what, sealed) => {
  expect(planHash(sealed)).not.toBe(planHash(sealPlan(plan(), 'alice', 'rule', 1)));
});

test('a text that cannot be hashed the same everywhere is refused', () => {
  expect(() => planHash(sealPlan(plan({ desired: { version: '\ud800' } }), 'alice', 'rule', 1))).toThrow(/surrogate/i);
});
