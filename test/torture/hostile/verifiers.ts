import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { commands } from '../../../src/commands';
import { createDiscord } from '../../../src/platforms/discord';
import { type Platform, type Receipt } from '../../../src/platforms/platform';
import { createSlack } from '../../../src/platforms/slack';
import { interaction } from '../../platforms/discord/signed-interaction';
import { ALICE, TENANT, type TeamsStage } from '../../platforms/teams/teams-stage';
import { type Tried } from '../try-properties';
import { nasty } from './corpus';

const NOW = new Date('2026-11-24T10:00:00Z');
const SECONDS = String(NOW.getTime() / 1_000);
const FORM = 'application/x-www-form-urlencoded';
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const keys = generateKeyPairSync('ed25519');

/** A request that is genuine, in the pieces that make it so. */
interface Genuine {
  body: Buffer;
  time: Buffer;
  signature: Buffer;
}

type Headers = Record<string, string>;

const slack = {
  platform: createSlack({
    signingSecrets: [SECRET],
    teamId: 'T0DEMO',
    apiUrl: 'https://slack.com/api/',
    commandNames: ['deploy'],
  }),
  genuine: (): Genuine => {
    const line = {
      command: '/deploy',
      text: 'order-service v1 staging',
      trigger_id: '1.2',
      user_id: 'U1',
      channel_id: 'C1',
    };
    const body = Buffer.from(new URLSearchParams({ team_id: 'T0DEMO', ...line }).toString());
    return {
      body,
      time: Buffer.from(SECONDS),
      signature: createHmac('sha256', SECRET).update(`v0:${SECONDS}:`).update(body).digest(),
    };
  },
  headers: ({ time, signature }: Genuine): Headers => ({
    'content-type': FORM,
    'x-slack-request-timestamp': time.toString('latin1'),
    'x-slack-signature': `v0=${signature.toString('hex')}`,
  }),
  kind: 'commands',
};

const discord = {
  platform: createDiscord({
    publicKey: keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    botToken: 'bot',
    guildIds: ['700000000000000001'],
    apiUrl: 'https://discord.com',
    commands: commands.map(({ spec }) => spec),
  }),
  genuine: (): Genuine => {
    const body = Buffer.from(JSON.stringify(interaction(2, { id: '1', name: 'help', type: 1, options: [] })));
    return {
      body,
      time: Buffer.from(SECONDS),
      signature: sign(null, Buffer.concat([Buffer.from(SECONDS), body]), keys.privateKey),
    };
  },
  headers: ({ time, signature }: Genuine): Headers => ({
    'x-signature-timestamp': time.toString('latin1'),
    'x-signature-ed25519': signature.toString('hex'),
  }),
  kind: 'interactions',
};

function receive(platform: Platform, kind: string, headers: Headers, body: Buffer, now = NOW): Promise<Receipt> {
  return platform.receive({ kind, headers: { get: (name) => headers[name] ?? null }, body, now });
}

/** One bit of a copy the other way round. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at % (copy.length * 8);
  copy[index >> 3]! ^= 1 << (index & 7);
  return copy;
}

function demandRefusal(receipt: Receipt): void {
  if ('event' in receipt) throw new Error(`taken as ${JSON.stringify(receipt.event)}`);
  if (receipt.answer.status !== 401) throw new Error(`answered ${receipt.answer.status}`);
}

const part = fc.constantFrom('body', 'time', 'signature' as const);

function oneBitOf({ platform, genuine, headers, kind }: typeof slack | typeof discord) {
  const sent = genuine();
  return fc.asyncProperty(part, fc.nat(), async (which, at) => {
    const forged = { ...sent, [which]: flipped(sent[which], at) };
    demandRefusal(await receive(platform, kind, headers(forged), forged.body));
    // It was not refused for something else.
    if (at % 1_000 === 0 && 'answer' in (await receive(platform, kind, headers(sent), sent.body)))
      throw new Error('what is genuine is refused too');
  });
}

function anyHeaders({ platform, genuine, headers, kind }: typeof slack | typeof discord) {
  const sent = genuine();
  const names = Object.keys(headers(sent)).filter((name) => name !== 'content-type');
  return fc.asyncProperty(fc.constantFrom(...names), nasty, async (name, value) => {
    demandRefusal(await receive(platform, kind, { ...headers(sent), [name]: value }, sent.body));
  });
}

/** Of a token's three parts, as bytes: in letters of base64 some bits say nothing. */
function oneBitOfToken({ sandbox, platform }: TeamsStage) {
  const activity = {
    ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl: sandbox.serviceUrl, text: 'help' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT },
    ...{ from: { id: '29:1', aadObjectId: ALICE }, recipient: { id: `28:${sandbox.appId}` } },
    channelData: { tenant: { id: TENANT } },
  };
  const body = Buffer.from(JSON.stringify(activity));
  const genuine = sandbox.authorization(sandbox.serviceUrl)!;
  const send = (authorization: string) =>
    receive(platform(), '', { 'content-type': 'application/json', authorization }, body, new Date());
  return fc.asyncProperty(fc.nat(2), fc.nat(), async (which, at) => {
    const parts = genuine.slice('Bearer '.length).split('.');
    parts[which] = flipped(Buffer.from(parts[which]!, 'base64url'), at).toString('base64url');
    demandRefusal(await send(`Bearer ${parts.join('.')}`));
    if (at % 1_000 === 0 && 'answer' in (await send(genuine))) throw new Error('what is genuine is refused too');
  });
}

export const verifiers = (teams: TeamsStage): Tried[] => [
  { what: 'one bit of what Slack signed changed is refused', holds: oneBitOf(slack), runs: 100_000 },
  { what: 'no other header of Slack’s is taken', holds: anyHeaders(slack), runs: 100_000 },
  { what: 'one bit of what Discord signed changed is refused', holds: oneBitOf(discord), runs: 100_000 },
  { what: 'no other header of Discord’s is taken', holds: anyHeaders(discord), runs: 100_000 },
  { what: 'one bit of Bot Framework’s token changed is refused', holds: oneBitOfToken(teams), runs: 20_000 },
];
