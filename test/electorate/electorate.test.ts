import { createElectorate } from '../../src/electorate/electorate';
import { type Delegation } from '../../src/model/delegation';
import { NOBODY_OUTSIDE } from '../../src/model/outside-members';
import { type Verdict } from '../../src/model/verdict';
import { deciders } from '../../src/policy/in-force';
import { company, plan } from '../policy/companies';

const verdict: Extract<Verdict, { kind: 'approval' }> = {
  kind: 'approval',
  rule: { name: 'r', line: 1 },
  requirements: [{ count: 1, label: 'one', eligible: ['bob'] }],
  expiresSeconds: 60,
  reasonRequired: false,
};

function world() {
  let reads = 0;
  let standing: Delegation[] = [];
  const groups: string[] = [];
  const electorate = createElectorate(
    company(),
    async (asked) => (groups.push(...asked.map(({ id }) => id)), NOBODY_OUTSIDE),
    { active: async () => (reads++, standing) },
    () => new Date(),
  );
  return {
    now: async () => deciders(await electorate.now({ verdict, plan: plan(), requester: 'alice' })),
    delegate: (to: string) => void (standing = [{ of: 'bob', to, since: '2026-01-01', until: '2027-01-01' }]),
    reads: () => reads,
    groups,
  };
}

it('asks once for a list of many requests, and anew for what is asked afterwards', async () => {
  const { now, delegate, reads } = world();
  expect(await Promise.all(Array.from({ length: 1_000 }, now))).toEqual(Array.from({ length: 1_000 }, () => ['bob']));
  expect(reads()).toBe(1);
  delegate('dave');
  expect(await now()).toEqual(['bob', 'dave']);
  expect(reads()).toBe(2);
});

it('asks no source where the verdict names no group that is kept elsewhere', async () => {
  const { now, groups } = world();
  await now();
  expect(groups).toEqual([]);
});
