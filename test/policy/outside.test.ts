import { type Company, type GroupSourceRef } from '../../src/model/company';
import { type OutsideMembers } from '../../src/model/outside-members';
import { escalated } from '../../src/policy/escalated';
import { evaluate } from '../../src/policy/evaluate';
import { deciders, inForce } from '../../src/policy/in-force';
import { outsideGroups } from '../../src/policy/outside-groups';
import { asks, company, plan } from './companies';

const outside = (members: Record<string, string[]>, down: Record<string, string> = {}): OutsideMembers => ({
  members,
  down,
});

function withSource(kind: GroupSourceRef['kind'], over: Partial<Company> = {}, group = 'empty'): Company {
  const known = company({ require: [asks(1, group)] });
  const groups = known.groups.map((one) => (one.id === group ? { ...one, source: { kind, id: 'X1' } } : one));
  return { ...known, groups, ...over };
}

function approval(...given: Parameters<typeof evaluate>) {
  const verdict = evaluate(...given);
  if (verdict.kind !== 'approval') throw new Error(`It is ${verdict.kind}.`);
  return verdict;
}

describe('a group that is kept elsewhere', () => {
  it('is those whom its source names, besides those whom the company file names', () => {
    const both = withSource('pagerduty', {}, 'on-call');
    expect(approval(plan(), 'alice', both, outside({ 'on-call': ['carol'] })).requirements).toEqual([
      {
        count: 1,
        label: 'an on-call engineer',
        eligible: ['bob', 'dave', 'carol'],
        outside: { groups: ['on-call'], named: ['bob', 'dave'] },
      },
    ]);
  });

  it('that is empty lets nobody approve', () => {
    expect(evaluate(plan(), 'alice', withSource('pagerduty'), outside({ empty: [] }))).toMatchObject({
      kind: 'denied',
      reasonCode: 'nobody_may_approve',
    });
  });

  it('never has the requester decide', () => {
    expect(evaluate(plan(), 'dave', withSource('pagerduty'), outside({ empty: ['dave'] }))).toMatchObject({
      kind: 'denied',
    });
  });

  it('whose source is down lets those decide whom the company file names, and says which source', () => {
    const down = outside({}, { 'on-call': 'PagerDuty: could not be asked.' });
    const verdict = approval(plan(), 'alice', withSource('pagerduty', {}, 'on-call'), down);
    expect(verdict).toMatchObject({
      requirements: [{ eligible: ['bob', 'dave'] }],
      down: { 'on-call': 'PagerDuty: could not be asked.' },
    });
  });

  it('whose source is down, and in which the company file names nobody, denies and says which source', () => {
    const down = outside({}, { empty: 'PagerDuty: could not be asked.' });
    expect(evaluate(plan(), 'alice', withSource('pagerduty'), down)).toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('Who is in empty cannot be asked: PagerDuty: could not be asked.') as string,
    });
  });

  it('of which nobody was asked, as for /help, is no reason to say that nobody may approve', () => {
    expect(evaluate(plan(), 'alice', withSource('pagerduty'))).toMatchObject({
      kind: 'approval',
      requirements: [{ label: 'a ghost', eligible: [] }],
    });
  });

  it('is asked for only where the rule that decides names it', () => {
    const known = withSource('pagerduty');
    const rules = [{ ...known.rules[0]!, when: { action: ['migrate'] } }];
    expect(outsideGroups(plan({ action: 'migrate' }), { ...known, rules }).map(({ id }) => id)).toEqual(['empty']);
    expect(outsideGroups(plan(), { ...known, rules })).toEqual([]);
  });

  it('is asked for where a rule escalates to it', () => {
    const known = withSource('pagerduty');
    const rules = [
      { ...known.rules[0]!, require: [asks(1, 'team-leads')], escalate: { afterSeconds: 9, to: 'empty' } },
    ];
    expect(outsideGroups(plan(), { ...known, rules }).map(({ id }) => id)).toEqual(['empty']);
    const verdict = approval(plan(), 'alice', { ...known, rules }, outside({ empty: ['dave'] }));
    expect(verdict.escalation).toMatchObject({ eligible: ['dave'], outside: { groups: ['empty'], named: [] } });
    const wider = inForce(escalated(verdict), 'alice', outside({ empty: ['alice', 'dave'] }), []);
    expect(deciders(wider)).toEqual(['bob', 'carol', 'dave']);
    expect(deciders(inForce(escalated(verdict), 'alice', outside({}), []))).toEqual(['bob', 'carol']);
  });
});

describe.each([
  ['a Slack user group', 'slack'],
  ['a Discord role', 'discord'],
] as const)('%s', (_, kind) => {
  const told = outside({ empty: ['dave'] });

  it('decides nothing in production, and it is said why', () => {
    expect(outsideGroups(plan(), withSource(kind))).toEqual([]);
    expect(evaluate(plan(), 'alice', withSource(kind), told)).toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('do not count in production (trustChatGroups)') as string,
    });
  });

  it('decides nothing in an environment that nobody has listed, which counts as production', () => {
    const known = withSource(kind, { strictest: { group: 'empty', expiresSeconds: 1 } });
    expect(outsideGroups(plan({ environment: 'elsewhere' }), known)).toEqual([]);
  });

  it('counts where the company trusts it, and outside production', () => {
    expect(approval(plan(), 'alice', withSource(kind, { trustChatGroups: true }), told)).toBeTruthy();
    expect(approval(plan({ environment: 'staging' }), 'alice', withSource(kind), told)).toBeTruthy();
  });
});

describe('who may decide, looked at again', () => {
  const asked = () => approval(plan(), 'alice', withSource('pagerduty'), outside({ empty: ['bob', 'dave'] }));

  it('is who is in the group by now: who has left may not, who has come may', () => {
    expect(deciders(inForce(asked(), 'alice', outside({ empty: ['carol'] }), []))).toEqual(['carol']);
  });

  it('is nobody of it while the source is down, and again once it answers', () => {
    const down = inForce(asked(), 'alice', outside({}, { empty: 'PagerDuty: is away.', other: 'no matter' }), []);
    expect([deciders(down), down.down]).toEqual([[], { empty: 'PagerDuty: is away.' }]);
    expect(inForce(down, 'alice', outside({ empty: ['bob'] }), [])).not.toHaveProperty('down.empty');
  });

  it('is never the requester, who may be on call by now', () => {
    expect(deciders(inForce(asked(), 'alice', outside({ empty: ['alice'] }), []))).toEqual([]);
  });
});
