import fc from 'fast-check';
import { breakGlass } from '../../src/policy/break-glass';
import { evaluate } from '../../src/policy/evaluate';
import { reviewTimes } from '../../src/policy/review-times';
import { asks, company, plan } from './companies';

const glass = { line: 7, group: 'on-call', review: asks(1, 'team-leads'), withinSeconds: 86_400, alert: 'incidents' };
const matrix = company({ name: 'leads decide', require: [asks(1, 'team-leads')] });

function asked(requester: string, over: object = {}, rule: Partial<typeof glass> | null = {}) {
  const normal = evaluate(plan(), requester, matrix);
  const within = { ...matrix, ...(rule && { breakGlass: { ...glass, ...rule } }) };
  return breakGlass({ normal, requester, reason: 'payments are down', ...over }, within);
}
const code = (result: ReturnType<typeof asked>) => ('outcome' in result ? result.outcome.reasonCode : 'broken');

test('somebody of the group breaks it, and owes a review by others', () => {
  expect(asked('dave')).toEqual({
    verdict: {
      kind: 'allowed',
      rule: { name: 'break-glass', line: 7 },
      breakGlass: {
        review: { count: 1, label: 'a team lead', eligible: ['bob', 'carol'] },
        withinSeconds: 86_400,
        alert: 'incidents',
      },
    },
  });
});

test('who asks never reviews, also when they are in the group that does', () => {
  expect(asked('bob')).toMatchObject({ verdict: { breakGlass: { review: { eligible: ['carol'] } } } });
});

test.each([
  ['without such a rule', asked('dave', {}, null), 'break_glass_not_set_up'],
  ['by somebody of another group', asked('carol'), 'break_glass_not_allowed'],
  ['by somebody in no group', asked('alice'), 'break_glass_not_allowed'],
  ['by somebody whom the file does not know', asked('mallory'), 'break_glass_not_allowed'],
  ['of a group that is empty', asked('dave', {}, { group: 'empty' }), 'break_glass_not_allowed'],
  ['without a reason', asked('dave', { reason: undefined }), 'break_glass_needs_reason'],
  ['with a blank reason', asked('dave', { reason: ' \u200b\u3164… ' }), 'break_glass_needs_reason'],
  ['with a review overdue', asked('dave', { overdue: { text: '/x', instanceId: 'i' } }), 'review_overdue'],
  ['when nobody could review it', asked('dave', {}, { review: asks(3, 'team-leads') }), 'nobody_may_approve'],
  ['when they alone could review it', asked('bob', {}, { review: asks(1, '@bob') }), 'nobody_may_approve'],
])('it is refused %s, and the normal way is told', (_, result, reasonCode) => {
  expect(code(result)).toBe(reasonCode);
  const { message } = (result as { outcome: { message: string } }).outcome;
  expect(message).toContain('The normal way is to ask without --break-glass: it needs approval from a team lead');
  expect(message).toContain('rule "leads decide", line 1');
});

test('whatever groups people are in, only somebody of the group breaks it, and enough others can review it', () => {
  const groups = fc.subarray(['team-leads', 'on-call', 'empty']);
  fc.assert(
    fc.property(
      fc.array(groups, { minLength: 4, maxLength: 4 }),
      fc.nat(3),
      fc.integer({ min: 1, max: 3 }),
      (all, who, count) => {
        const people = matrix.people.map((person, index) => ({ ...person, groups: all[index] ?? [] }));
        const { id } = people[who]!;
        const rule = { ...glass, review: asks(count, 'team-leads') };
        const result = breakGlass(
          { normal: evaluate(plan(), id, matrix), requester: id, reason: 'down' },
          { ...matrix, people, breakGlass: rule },
        );
        const reviewers = people
          .filter((one) => one.id !== id && one.groups.includes('team-leads'))
          .map((one) => one.id);
        const may = all[who]!.includes('on-call') && reviewers.length >= count;
        expect('verdict' in result).toBe(may);
        if ('verdict' in result) expect(result.verdict.breakGlass?.review.eligible).toEqual(reviewers);
      },
    ),
    { numRuns: 1_000 },
  );
});

describe('reminders of a review', () => {
  const period = { openedAt: '2026-03-04T15:00:00.000Z', dueAt: '2026-03-05T15:00:00.000Z' };
  const after = (hours: number) => reviewTimes(period, Date.parse(period.openedAt) + hours * 3_600_000);

  test.each([
    [0, 0, '2026-03-04T21:00:00.000Z'],
    [5.99, 0, '2026-03-04T21:00:00.000Z'],
    [6, 1, '2026-03-05T03:00:00.000Z'],
    [13, 2, '2026-03-05T09:00:00.000Z'],
    [18, 3, '2026-03-05T15:00:00.000Z'],
    [24, 4, '2026-03-06T15:00:00.000Z'],
    [47, 4, '2026-03-06T15:00:00.000Z'],
    [48, 5, '2026-03-07T15:00:00.000Z'],
    [240, 13, '2026-03-15T15:00:00.000Z'],
  ])('after %d hours it is number %d that is due, and the next is at %s', (hours, due, next) => {
    expect(after(hours)).toEqual({ due, overdue: hours >= 24, next });
  });
});
