import fc from 'fast-check';
import { type Requirement, type Verdict } from '../../src/model/verdict';
import { type Vote } from '../../src/model/vote';
import { tally } from '../../src/policy/tally';

const round = { planHash: 'hash', number: 1 };

function verdict(requirements: [count: number, eligible: string[]][], reasonRequired = false) {
  const asked: Requirement[] = requirements.map(([count, eligible]) => ({
    count,
    eligible,
    label: eligible.join('/'),
  }));
  const rule = { name: 'rule', line: 1 };
  return { kind: 'approval', rule, requirements: asked, expiresSeconds: 60, reasonRequired } satisfies Verdict;
}

function vote(person: string, changes: Partial<Vote> = {}): Vote {
  return {
    person,
    decision: 'approve',
    at: '2026-11-24T10:00:00Z',
    planHash: 'hash',
    round: 1,
    platform: 'slack',
    tenant: 'T0DEMO',
    account: `U0${person.toUpperCase()}`,
    by: 'button',
    ...changes,
  };
}

test('one approval by an eligible person fills a requirement of one', () => {
  expect(tally(verdict([[1, ['bob', 'carol']]]), [vote('carol')], round, 'alice')).toEqual({
    state: 'approved',
    requirements: [{ label: 'bob/carol', count: 1, approvedBy: ['carol'] }],
    approvedBy: ['carol'],
  });
});

test('nobody has voted, so the round waits', () => {
  expect(tally(verdict([[2, ['bob', 'carol']]]), [], round, 'alice').state).toBe('waiting');
});

test('a person who votes twice counts once', () => {
  const votes = [vote('bob'), vote('bob', { platform: 'teams', at: '2026-11-24T10:00:01Z' })];
  expect(tally(verdict([[2, ['bob', 'carol']]]), votes, round, 'alice').state).toBe('waiting');
});

test('a person fills one requirement only', () => {
  const both = verdict([
    [1, ['bob', 'carol']],
    [1, ['bob', 'dave']],
  ]);
  expect(tally(both, [vote('bob')], round, 'alice')).toMatchObject({
    state: 'waiting',
    requirements: [{ approvedBy: ['bob'] }, { approvedBy: [] }],
  });
});

test('who voted first moves to the place that only they can fill', () => {
  const both = verdict([
    [1, ['bob', 'carol']],
    [1, ['bob']],
  ]);
  const votes = [vote('bob'), vote('carol', { at: '2026-11-24T10:00:01Z' })];
  expect(tally(both, votes, round, 'alice')).toMatchObject({
    state: 'approved',
    requirements: [{ approvedBy: ['carol'] }, { approvedBy: ['bob'] }],
    approvedBy: ['bob', 'carol'],
  });
});

test('a rejection ends the round whatever was approved', () => {
  const votes = [vote('bob'), vote('carol', { decision: 'reject', reason: 'not today' })];
  expect(tally(verdict([[1, ['bob', 'carol']]]), votes, round, 'alice')).toMatchObject({
    state: 'rejected',
    rejectedBy: 'carol',
    rejectReason: 'not today',
    approvedBy: ['bob'],
  });
});

test('the first of two rejections is told', () => {
  const votes = [
    vote('carol', { decision: 'reject', at: '2026-11-24T10:00:00.000200Z' }),
    vote('bob', { decision: 'reject', at: '2026-11-24T10:00:00.0001Z' }),
  ];
  expect(tally(verdict([[1, ['bob', 'carol']]]), votes, round, 'alice').rejectedBy).toBe('bob');
});

test('where a reason is required, a rejection without one does not count', () => {
  const strict = verdict([[1, ['bob', 'carol']]], true);
  const reject = (reason?: string) =>
    tally(strict, [vote('bob', { decision: 'reject', reason })], round, 'alice').state;
  expect(reject()).toBe('waiting');
  expect(reject(' ')).toBe('waiting');
  expect(reject('not today')).toBe('rejected');
});

test('a vote that was taken back does not count', () => {
  expect(tally(verdict([[1, ['bob']]]), [vote('bob', { decision: 'withdrawn' })], round, 'alice').state).toBe(
    'waiting',
  );
});

test('taking back an approval leaves a rejection as it was', () => {
  const votes = [
    vote('bob', { decision: 'reject' }),
    vote('bob', { decision: 'withdrawn', withdraws: 'approve', at: '2026-11-24T10:00:01Z' }),
  ];
  expect(tally(verdict([[1, ['bob']]]), votes, round, 'alice').state).toBe('rejected');
});

test('the newest vote of a person counts, to the last digit of the platform’s time', () => {
  const votes = [
    vote('bob', { decision: 'approve', at: '2026-11-24T10:00:00.000002Z' }),
    vote('bob', { decision: 'withdrawn', at: '2026-11-24T10:00:00.000001Z' }),
    vote('bob', { decision: 'reject', at: '2026-11-24T10:00:00Z' }),
  ];
  expect(tally(verdict([[1, ['bob']]]), votes, round, 'alice').state).toBe('approved');
});

test('votes on another plan or round do not count', () => {
  const votes = [vote('bob', { planHash: 'other' }), vote('carol', { round: 2, decision: 'reject' })];
  expect(tally(verdict([[1, ['bob', 'carol']]]), votes, round, 'alice')).toMatchObject({
    state: 'waiting',
    approvedBy: [],
  });
});

test('the requester does not count even when a verdict lists them', () => {
  expect(tally(verdict([[1, ['alice']]]), [vote('alice')], round, 'alice').state).toBe('waiting');
  expect(tally(verdict([[1, ['alice']]]), [vote('alice', { decision: 'reject' })], round, 'alice').state).toBe(
    'waiting',
  );
});

test('a verdict that asks for nobody is never approved', () => {
  expect(tally(verdict([]), [vote('bob')], round, 'alice').state).toBe('waiting');
});

const people = ['alice', 'bob', 'carol', 'dave', 'erin'];
const anyVote = fc
  .record({
    person: fc.constantFrom(...people, 'mallory'),
    decision: fc.constantFrom<Vote['decision']>('approve', 'approve', 'reject', 'withdrawn'),
    planHash: fc.constantFrom('hash', 'hash', 'hash', 'other'),
    round: fc.constantFrom(1, 1, 1, 2),
    at: fc.integer({ min: 0, max: 9 }).map((digit) => `2026-11-24T10:00:00.${digit}Z`),
  })
  .map(({ person, ...rest }) => vote(person, rest));
const anyVerdict = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.subarray(people, { minLength: 1 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((requirements) => verdict(requirements));

test('the order in which votes are read changes nothing', () => {
  fc.assert(
    fc.property(
      anyVerdict,
      fc
        .array(anyVote, { maxLength: 8 })
        .chain((votes) => fc.tuple(fc.constant(votes), fc.shuffledSubarray(votes, { minLength: votes.length }))),
      (asked, [votes, shuffled]) => {
        expect(tally(asked, shuffled, round, 'alice')).toEqual(tally(asked, votes, round, 'alice'));
      },
    ),
  );
});

test('strangers, the requester and votes on something else might as well not have voted', () => {
  fc.assert(
    fc.property(anyVerdict, fc.array(anyVote, { maxLength: 8 }), (asked, votes) => {
      const meant = votes.filter(
        ({ person, planHash, round: number }) =>
          planHash === 'hash' &&
          number === 1 &&
          person !== 'alice' &&
          asked.requirements.some(({ eligible }) => eligible.includes(person)),
      );
      expect(tally(asked, votes, round, 'alice')).toEqual(tally(asked, meant, round, 'alice'));
    }),
  );
});

test('a round is approved exactly when its approvers can be given a place each', () => {
  fc.assert(
    fc.property(anyVerdict, fc.subarray(people.slice(1)), (asked, approvers) => {
      const votes = approvers.map((person) => vote(person));
      const result = tally(asked, votes, round, 'alice');
      expect(result.state === 'approved').toBe(canFill(asked.requirements, approvers));
      const seated = result.requirements.flatMap(({ approvedBy }) => approvedBy);
      expect(new Set(seated).size).toBe(seated.length);
      for (const [index, { approvedBy }] of result.requirements.entries()) {
        for (const person of approvedBy) expect(asked.requirements[index]?.eligible).toContain(person);
      }
    }),
  );
});

/** Tries every way to seat people: slow and plainly right. */
function canFill([first, ...others]: Requirement[], approvers: string[]): boolean {
  if (!first) return true;
  if (first.count === 0) return canFill(others, approvers);
  return approvers.some(
    (person) =>
      first.eligible.includes(person) &&
      canFill(
        [{ ...first, count: first.count - 1 }, ...others],
        approvers.filter((other) => other !== person),
      ),
  );
}

test.each([
  ['the requester', 'alice', 'cancelled'],
  ['somebody who may vote', 'carol', 'cancelled'],
  ['anybody else', 'mallory', 'waiting'],
])('%s cancels: %s → %s', (_, person, state) => {
  const asked = verdict([[1, ['bob', 'carol']]]);
  expect(tally(asked, [vote(person, { decision: 'cancel' })], round, 'alice').state).toBe(state);
});

test('what was cancelled stays cancelled, whoever approves', () => {
  const votes = [vote('alice', { decision: 'cancel' }), vote('bob')];
  expect(tally(verdict([[1, ['bob']]]), votes, round, 'alice')).toMatchObject({
    state: 'cancelled',
    cancelledBy: 'alice',
  });
});

test('where a confirmation is asked, the requester comes first and the others after', () => {
  const asked = { ...verdict([[1, ['bob']]]), confirm: true };
  const confirmation = vote('alice', { decision: 'confirm' });
  expect(tally(asked, [vote('bob')], round, 'alice').state).toBe('unconfirmed');
  expect(tally(asked, [vote('bob', { decision: 'confirm' })], round, 'alice').state).toBe('unconfirmed');
  expect(tally(asked, [confirmation], round, 'alice').state).toBe('waiting');
  expect(tally(asked, [confirmation, vote('bob')], round, 'alice').state).toBe('approved');
});

test('a confirmation alone is enough where nobody else is asked, and asked for it must be', () => {
  const confirmation = vote('alice', { decision: 'confirm' });
  expect(tally({ ...verdict([]), confirm: true }, [confirmation], round, 'alice').state).toBe('approved');
  expect(tally(verdict([]), [confirmation], round, 'alice').state).toBe('waiting');
});

test.each([
  ['2026-11-24T10:00:00.000000Z', '2026-11-24T10:00:00.000Z', 'rejected'],
  ['2026-11-24T10:00:00.120Z', '2026-11-24T10:00:00.12Z', 'rejected'],
  ['2026-11-24T10:00:10Z', '2026-11-24T10:00:10.0Z', 'rejected'],
  ['2026-11-24T10:00:10Z', '2026-11-24T10:00:01Z', 'approved'],
  ['2026-11-24T10:00:00.120001Z', '2026-11-24T10:00:00.12Z', 'approved'],
])('approved at %s and rejected at %s, however many digits tell it: %s', (approvedAt, at, state) => {
  const votes = [vote('bob', { at: approvedAt }), vote('bob', { decision: 'reject', at })];
  expect(tally(verdict([[1, ['bob']]]), votes, round, 'alice').state).toBe(state);
});
