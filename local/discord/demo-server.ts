import { type Channel, type Member, type State } from './state/model';

const member = (number: number, name: string, displayName: string, more: Partial<Member> = {}): Member => ({
  id: `7100000000000000${String(number).padStart(2, '0')}`,
  name,
  displayName,
  ...more,
});

const channel = (number: number, name: string, more: Partial<Channel> = {}): Channel => ({
  id: `7200000000000000${String(number).padStart(2, '0')}`,
  name,
  ...more,
});

const LEADS = '730000000000000001';

/** The demo company's server, with the app in it. Also another bot, a newcomer, one who is silenced, and a stranger. */
export const demoServer = (): State => ({
  guild: { id: '700000000000000001', name: 'Demo company' },
  application: {
    id: '790000000000000001',
    name: 'Countersign',
    membersIntent: true,
    manageChannels: true,
    managePermissions: true,
  },
  roles: [{ id: LEADS, name: 'team-leads' }],
  members: [
    member(1, 'alice', 'Alice Adams'),
    member(2, 'bob', 'Bob Brown', { roles: [LEADS] }),
    member(3, 'carol', 'Carol Clark', { roles: [LEADS] }),
    member(4, 'dave', 'Dave Davis'),
    member(5, 'erin', 'Erin Evans'),
    member(6, 'mallory', 'Mallory Moore'),
    member(11, 'otherbot', 'Other Bot', { bot: true }),
    member(12, 'newcomer', 'Nell Newcomer', { pending: true }),
    member(13, 'silenced', 'Sid Silenced', { silencedUntil: '2999-01-01T00:00:00.000Z' }),
    member(14, 'stranger', 'Sam Stranger', { elsewhere: true }),
  ],
  channels: [
    channel(1, 'deployments'),
    channel(2, 'incidents'),
    channel(3, 'general'),
    channel(11, 'release talk', { parent: '720000000000000001' }),
  ],
  messages: [],
  forms: [],
  commands: [],
});
