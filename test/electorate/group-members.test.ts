import { type GroupMember, type GroupSource } from '../../src/connectors/group-source';
import { VendorError } from '../../src/connectors/vendor-error';
import { createGroupMembers } from '../../src/electorate/group-members';
import { type Group } from '../../src/model/company';

const people = [
  { id: 'bob', name: 'Bob', groups: [], accounts: { slack: 'U0BOB', teams: 'aa-2' }, email: 'Bob@demo.example' },
  {
    id: 'dave',
    name: 'Dave',
    groups: [],
    accounts: { slack: 'U0DAVE' },
    email: 'dave@demo.example',
    pagerduty: 'PDAVE',
  },
];
const onCall: Group = { id: 'on-call', title: 'on-call engineer', source: { kind: 'pagerduty', id: 'P1' } };

function world() {
  let clock = 0;
  let asked = 0;
  let answer: GroupMember[] | Error = [];
  const source: GroupSource = {
    name: 'pagerduty',
    members: async () => {
      asked++;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return {
    members: createGroupMembers(
      { people },
      async () => source,
      () => clock,
    ),
    answers: (next: GroupMember[] | Error) => void (answer = next),
    later: (ms: number) => void (clock += ms),
    asked: () => asked,
  };
}
const down = new VendorError('PagerDuty: is away.', 'PagerDuty', true);

describe('members of a group that is kept elsewhere', () => {
  it.each([
    ['their e-mail address, whatever its case', [{ id: 'PBOB', email: 'bob@DEMO.example' }], ['bob']],
    ['their own ID there, where the company file gives it', [{ id: 'PDAVE', email: 'x@y' }], ['dave']],
    ['no address that somebody else may have taken there', [{ id: 'PEVE', email: 'dave@demo.example' }], []],
    ['nothing, where the company file does not know them', [{ id: 'PEVE', email: 'eve@demo.example' }], []],
    ['nothing, without an address', [{ id: 'PEVE' }], []],
  ])('are known by %s', async (_, told, expected) => {
    const { members, answers } = world();
    answers(told);
    expect(await members([onCall])).toEqual({ members: { 'on-call': expected }, down: {} });
  });

  it.each([
    ['entra', 'AA-2'],
    ['slack', 'U0BOB'],
  ] as const)('of %s are known by their account', async (kind, id) => {
    const { members, answers } = world();
    answers([{ id }]);
    expect((await members([{ ...onCall, source: { kind, id: 'x' } }])).members).toEqual({ 'on-call': ['bob'] });
  });

  it('are remembered for half a minute, and asked anew then, or at once where it counts', async () => {
    const { members, answers, later, asked } = world();
    await members([onCall]);
    answers([{ id: 'PDAVE' }]);
    later(29_999);
    expect((await members([onCall])).members).toEqual({ 'on-call': [] });
    expect((await members([onCall], { fresh: true })).members).toEqual({ 'on-call': ['dave'] });
    later(30_000);
    answers([]);
    expect((await members([onCall])).members).toEqual({ 'on-call': [] });
    expect(asked()).toBe(3);
  });

  it('are nobody while the source is down, which is said; what was answered before does not count then', async () => {
    const { members, answers, later, asked } = world();
    answers([{ id: 'PDAVE' }]);
    await members([onCall]);
    answers(down);
    later(30_001);
    expect(await members([onCall])).toEqual({ members: {}, down: { 'on-call': 'PagerDuty: is away.' } });
    await members([onCall]);
    expect(asked()).toBe(2);
    answers([{ id: 'PDAVE' }]);
    later(5_000);
    expect(await members([onCall])).toEqual({ members: { 'on-call': ['dave'] }, down: {} });
  });

  it('of the groups that nobody keeps elsewhere are not asked for', async () => {
    const { members, asked } = world();
    expect(await members([{ id: 'team-leads', title: 'team lead' }])).toEqual({ members: {}, down: {} });
    expect(asked()).toBe(0);
  });
});
