import { type Command } from './people/stage';
import { type Channel, type State, type User } from './state/model';

const team = { id: 'T0DEMO', name: 'Demo', domain: 'demo' };
const app = { id: 'A0COUNTER', name: 'Countersign', botUser: 'U0BOT', botId: 'B0COUNTER' };

const person = (id: string, name: string, realName: string, more: Partial<User> = {}): User => ({
  id,
  name,
  realName,
  email: `${name}@demo.example`,
  teamId: team.id,
  ...more,
});

const users: User[] = [
  person('U0ALICE', 'alice', 'Alice Adams', { admin: true }),
  person('U0BOB', 'bob', 'Bob Brown'),
  person('U0CAROL', 'carol', 'Carol Clark'),
  person('U0DAVE', 'dave', 'Dave Davis'),
  person('U0ERIN', 'erin', 'Erin Evans'),
  person('U0MALLORY', 'mallory', 'Mallory Moore'),
  person('U0BOT', 'countersign', app.name, { email: undefined, bot: { botId: app.botId, appId: app.id } }),
  person('U0OTHERBOT', 'otherbot', 'Other Bot', { email: undefined, bot: { botId: 'B0OTHER', appId: 'A0OTHER' } }),
  person('U0STRANGER', 'stranger', 'Sam Stranger', { email: undefined, teamId: 'T0OTHER' }),
  person('U0GUEST', 'guest', 'Gail Guest', { restricted: true }),
  person('USLACKBOT', 'slackbot', 'Slackbot', { email: undefined }),
  person('U0GONE', 'gone', 'Greg Gone', { deleted: true }),
];

const members = users.filter((user) => !user.deleted && user.id !== 'USLACKBOT').map((user) => user.id);
const channel = (id: string, name: string): Channel => ({
  id,
  name,
  kind: 'public',
  creator: 'U0ALICE',
  created: 1_767_225_600,
  members: [...members],
  topic: '',
  pins: [],
});

/** The commands that the demo's app has registered, with `should_escape` as in its manifest. */
export const demoCommands: Command[] = [
  '/deploy',
  '/rollback',
  '/scale',
  '/migrate',
  '/logs',
  '/incident',
  '/approvals',
  '/audit',
  '/lock',
  '/unlock',
  '/locks',
  '/countersign',
  '/cs-status',
  '/cs-help',
].map((command) => ({ command, shouldEscape: true }));

/** A new workspace of the demo company. */
export const demoWorkspace = (): State => ({
  team,
  app,
  users: structuredClone(users),
  channels: [channel('C0DEPLOY', 'deployments'), channel('C0INCID', 'incidents'), channel('C0GENERAL', 'general')],
  messages: [],
  views: [],
  moments: [],
  lastTs: 0,
});
