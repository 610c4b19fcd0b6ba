import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { type EntraServer } from '../../../local/sandbox/entra/start-entra';
import { commands } from '../../../src/commands/index';
import { type ConsoleBoard } from '../../../src/model/console-board';
import { type Ballot } from '../../../src/model/view';
import { createConsole } from '../../../src/platforms/console';
import { type Platform } from '../../../src/platforms/platform';
import { createDiscord } from '../../../src/platforms/discord';
import { createSlack } from '../../../src/platforms/slack';
import { createTeams } from '../../../src/platforms/teams';

/** One request as a platform sends it, whenever it sends it: the same bytes under a signature of that moment. */
type Mouth = 'slack' | 'teams' | 'discord' | 'console';

export interface Delivery {
  platform: Mouth;
  kind: string;
  body: string;
  who: string;
}

const SECRET = 'shh';
const FORM = 'application/x-www-form-urlencoded';
const TEAM = 'T0DEMO';
const GUILD = '700000000000000001';
const TENANT = '00000000-0000-0000-0000-0000000000ff';
const BOT = '28:bot';
const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin', 'mallory'];
const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

const number = (who: string) => PEOPLE.indexOf(who) + 1;
const slackId = (who: string) => `U0${who.toUpperCase()}`;
const place = { id: 'C0DEPLOY', name: 'deployments' };
const aad = (who: string) => `00000000-0000-0000-0000-00000000000${number(who)}`;

/** The platforms as the app makes them, but for where they send; `conversations` keeps nothing. */
export function createPlatforms({ settings }: EntraServer): Record<Mouth, Platform> {
  const nothing = { conversation: async () => undefined, account: async () => undefined };
  const none = { ...nothing, keepConversation: async () => {}, keepAccount: async () => {} };
  return {
    slack: createSlack({
      ...{ signingSecrets: [SECRET], teamId: TEAM, apiUrl: 'https://slack.com/api/' },
      commandNames: commands.map(({ spec }) => spec.name),
    }),
    teams: createTeams({ tenantId: TENANT, development: true } as Parameters<typeof createTeams>[0], {
      conversations: () => none,
      personOf: () => undefined,
      graph: { url: 'https://graph.microsoft.com', token: async () => '' },
    }),
    discord: createDiscord({
      ...{ publicKey, botToken: 'bot', guildIds: [GUILD], apiUrl: 'https://discord.com' },
      commands: commands.map(({ spec }) => spec),
    }),
    console: createConsole(
      {
        ...{ authority: settings['ENTRA_URL']!, tenantId: TENANT, clientId: settings['ENTRA_CLIENT_ID'] },
        channels: () => [place.name],
      },
      () => ({}) as ConsoleBoard,
    ),
  };
}

export function headersOf({ platform, body, who }: Delivery, now: Date, entra: EntraServer): Record<string, string> {
  const time = String(Math.floor(now.getTime() / 1_000));
  switch (platform) {
    case 'slack':
      return {
        'content-type': body.startsWith('{') ? 'application/json' : FORM,
        'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex')}`,
      };
    case 'discord':
      return {
        'x-signature-timestamp': time,
        'x-signature-ed25519': sign(null, Buffer.from(time + body), keys.privateKey).toString('hex'),
      };
    case 'teams':
      return { 'content-type': 'application/json' };
    case 'console':
      return { 'content-type': 'application/json', authorization: `Bearer ${entra.signIns.accessToken(who)}` };
  }
}

/** Somebody's deeds, as each platform tells of them. IDs come from a counter, so that two worlds are told the same. */
export function createMouths(now: () => number) {
  let count = 0;
  const id = () => String(++count).padStart(6, '0');
  const ts = () => `${Math.floor(now() / 1_000)}.${id()}`;
  const snowflake = () => String(((BigInt(Math.floor(now())) - 1_420_070_400_000n) << 22n) + BigInt(++count));
  const slack = (who: string, kind: string, body: object | URLSearchParams): Delivery => ({
    ...{ platform: 'slack', kind, who },
    body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body),
  });
  const interactive = (who: string, payload: object) =>
    slack(who, 'interactions', new URLSearchParams({ payload: JSON.stringify({ ...payload, ...ofTeam(who) }) }));
  const ofTeam = (who: string) => ({ team: { id: TEAM }, user: { id: slackId(who), team_id: TEAM }, trigger_id: id() });
  const event = (who: string, content: object) =>
    slack(who, 'events', {
      ...{ type: 'event_callback', team_id: TEAM, event_id: `Ev${id()}`, event: { ...content, event_ts: ts() } },
      authorizations: [{ team_id: TEAM, user_id: 'U0BOT', is_bot: true }],
    });
  const activity = (who: string, over: object): Delivery => ({
    ...{ platform: 'teams', kind: '', who },
    body: JSON.stringify({
      ...{ channelId: 'msteams', id: id(), timestamp: new Date(now()).toISOString() },
      ...{ serviceUrl: 'http://127.0.0.1:1/', recipient: { id: BOT } },
      from: { id: `29:${who}`, aadObjectId: aad(who) },
      conversation: { id: `a:${who}`, conversationType: 'personal', tenantId: TENANT },
      ...{ channelData: { tenant: { id: TENANT } }, ...over },
    }),
  });
  const interaction = (who: string, type: number, data: object, over: object = {}): Delivery => ({
    ...{ platform: 'discord', kind: 'interactions', who },
    body: JSON.stringify({
      ...{
        id: snowflake(),
        application_id: '790000000000000001',
        type,
        token: `aW50ZXJhY3Rpb246dG9rZW4${id()}`,
        guild_id: GUILD,
        data,
      },
      ...{ channel_id: '720000000000000001', channel: { id: '720000000000000001', type: 0, name: 'deployments' } },
      member: { user: { id: `71000000000000000${number(who)}`, username: who }, roles: [], permissions: '0' },
      ...{ app_permissions: String((1n << 50n) - 1n), ...over },
    }),
  });
  const typed = (who: string, kind: string, body: object): Delivery => ({
    ...{ platform: 'console', kind, who },
    body: JSON.stringify({ key: `key-of-the-caller-${id()}`, ...body }),
  });
  return {
    ask: {
      slack: (who: string, line: string) => {
        const [command = '', ...rest] = line.split(' ');
        return slack(
          who,
          'commands',
          new URLSearchParams({
            ...{ team_id: TEAM, channel_id: place.id, channel_name: place.name, user_id: slackId(who) },
            ...{ command, text: rest.join(' '), trigger_id: id() },
          }),
        );
      },
      teams: (who: string, line: string) => activity(who, { type: 'message', text: line.slice(1) }),
      discord: (who: string, line: string) => {
        const [name = '', ...rest] = line.slice(1).split(' ');
        const { spec } = commands.find(({ spec }) => spec.name === name)!;
        const options = spec.arguments.map((argument, index) => ({ name: argument.name, type: 3, value: rest[index] }));
        return interaction(who, 2, { id: '1', name, type: 1, options: options.filter(({ value }) => value) });
      },
      console: (who: string, line: string) => typed(who, 'commands', { line }),
    },
    press: {
      slack: (who: string, say: string, ballot: Ballot, message: string) =>
        interactive(who, {
          ...{ type: 'block_actions', channel: place, message: { ts: message } },
          ...{ container: { message_ts: message, channel_id: place.id } },
          actions: [{ action_id: say, value: JSON.stringify(ballot), action_ts: ts() }],
        }),
      teams: (who: string, say: string, ballot: Ballot, message: string) =>
        activity(who, {
          ...{ type: 'invoke', name: 'adaptiveCard/action', replyToId: message },
          value: { action: { type: 'Action.Execute', verb: say, data: { ballot, reason: 'No.' } } },
        }),
      console: (who: string, decision: string, { instanceId, round, planHash }: Ballot) =>
        typed(who, 'votes', { id: instanceId, round, planHash, decision, reason: 'No.' }),
    },
    /** A reaction that comes or goes. */
    react: (who: string, reaction: string, message: string, added = true) =>
      event(who, {
        ...{ type: added ? 'reaction_added' : 'reaction_removed', user: slackId(who), reaction, item_user: 'U0BOT' },
        item: { type: 'message', channel: place.id, ts: message },
      }),
    /** The form that asks why. */
    rejectWith: (who: string, reason: string, ballot: Ballot) =>
      interactive(who, {
        type: 'view_submission',
        view: {
          ...{ id: `V${id()}`, type: 'modal', callback_id: 'countersign-reject' },
          private_metadata: JSON.stringify({ ballot, place: { channel: place.id, channelName: place.name } }),
          state: { values: { reason: { reason: { type: 'plain_text_input', value: reason } } } },
        },
      }),
  };
}
