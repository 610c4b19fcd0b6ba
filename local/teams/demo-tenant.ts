import { type Conversation, type Person, type State } from './state/model';

const DEMO_TENANT = '00000000-0000-0000-0000-0000000000ff';
const otherTenant = '00000000-0000-0000-0000-0000000000ee';
/** In Teams a team has the ID of its General channel. */
const general = '19:demo-general@thread.tacv2';

const person = (number: string, name: string, displayName: string, more: Partial<Person> = {}): Person => ({
  id: `29:1demo_${name}`,
  name,
  displayName,
  aadObjectId: `00000000-0000-0000-0000-0000000000${number}`,
  tenantId: DEMO_TENANT,
  email: `${name}@demo-company.example`,
  ...more,
});

const people: Person[] = [
  person('01', 'alice', 'Alice Adams'),
  person('02', 'bob', 'Bob Brown'),
  person('03', 'carol', 'Carol Clark'),
  person('04', 'dave', 'Dave Davis'),
  person('05', 'erin', 'Erin Evans'),
  person('06', 'mallory', 'Mallory Moore'),
  person('11', 'guest', 'Gail Guest', { guest: true, email: 'gail@elsewhere.example' }),
  person('12', 'stranger', 'Sam Stranger', { tenantId: otherTenant, email: 'sam@elsewhere.example' }),
];
const everybody = people.map(({ id }) => id);

const conversation = (id: string, type: Conversation['type'], name: string, members: string[]): Conversation => ({
  id,
  type,
  name,
  members,
  installed: true,
});

/** The tenant of the demo company, with the app everywhere. Also a guest, and someone of another tenant in a shared channel. */
export const demoTenant = (appId: string): State => ({
  tenantId: DEMO_TENANT,
  bot: { id: `28:${appId}`, appId, name: 'Countersign' },
  people: structuredClone(people),
  team: { id: general, aadGroupId: '00000000-0000-0000-0000-0000000000a1', name: 'Demo company' },
  conversations: [
    conversation(general, 'channel', 'General', [...everybody]),
    conversation('19:demo-deployments@thread.tacv2', 'channel', 'deployments', [...everybody]),
    conversation('19:demo-incidents@thread.tacv2', 'channel', 'incidents', [...everybody]),
    conversation('19:demo-release-crew@thread.v2', 'groupChat', 'Release crew', [...everybody]),
    ...people.map(({ id, name }) => conversation(`a:1demo_${name}`, 'personal', name, [id])),
  ],
  messages: [],
  moments: [],
});
