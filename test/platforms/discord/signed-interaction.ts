import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { commands } from '../../../src/commands';
import { type ChatEvent } from '../../../src/model/chat-event';
import { createDiscord } from '../../../src/platforms/discord';
import { type Receipt } from '../../../src/platforms/platform';

const keys = generateKeyPairSync('ed25519');
export const OTHER_KEY = generateKeyPairSync('ed25519').privateKey;
export const NOW = new Date('2026-11-24T10:00:00Z');
const GUILD = '700000000000000001';
export const ALICE = '710000000000000001';
export const CHANNEL = '720000000000000001';
/** Made at 2026-11-24T09:59:59.000Z. */
export const ID = String((BigInt(Date.parse('2026-11-24T09:59:59Z')) - 1_420_070_400_000n) << 22n);

const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
export const discord = createDiscord({
  publicKey,
  botToken: 'bot',
  guildIds: [GUILD, '700000000000000002'],
  apiUrl: 'https://discord.com',
  commands: commands.map(({ spec }) => spec),
});

/** An interaction as Discord's documentation has it; a field given as undefined is left out. */
export function interaction(type: number, data: object, over: object = {}): Record<string, unknown> {
  return {
    id: ID,
    application_id: '790000000000000001',
    type,
    token: 'aW50ZXJhY3Rpb246dG9rZW4',
    version: 1,
    guild_id: GUILD,
    channel_id: CHANNEL,
    channel: { id: CHANNEL, type: 0, name: 'deployments' },
    member: { user: { id: ALICE, username: 'alice' }, roles: [], permissions: '0' },
    app_permissions: String((1n << 50n) - 1n),
    data,
    ...over,
  };
}

export const slash = (name: string, options: [name: string, value: unknown][] = [], over?: object) =>
  interaction(
    2,
    { id: '1', name, type: 1, options: options.map(([key, value]) => ({ name: key, type: 3, value })) },
    over,
  );

export const deploy = (over?: object) =>
  slash(
    'deploy',
    [
      ['service', 'order-service'],
      ['version', 'v2.4.1'],
      ['environment', 'production'],
    ],
    over,
  );

export const click = (customId: string, over?: object) =>
  interaction(3, { custom_id: customId, component_type: 2 }, { message: { id: '880000000000000001' }, ...over });

export interface Sending {
  key?: KeyObject;
  signedAt?: Date;
  headers?: Record<string, string | null>;
  kind?: string;
  to?: typeof discord;
}

/** Sends it signed, as Discord does; `headers` replace what Discord would send, or drop it (null). */
export function send(payload: object | string | Buffer, how: Sending = {}): Promise<Receipt> {
  const text = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  const body = Buffer.from(text);
  const timestamp = String(Math.floor((how.signedAt ?? NOW).getTime() / 1000));
  const headers: Record<string, string | null> = {
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': sign(
      null,
      Buffer.concat([Buffer.from(timestamp), body]),
      how.key ?? keys.privateKey,
    ).toString('hex'),
    ...how.headers,
  };
  const get = (name: string) => headers[name] ?? null;
  return (how.to ?? discord).receive({ kind: how.kind ?? 'interactions', headers: { get }, body, now: NOW });
}

export async function eventOf(sent: Promise<Receipt>): Promise<ChatEvent> {
  const receipt = await sent;
  if (!('event' in receipt)) throw new Error(`Answered at once: ${JSON.stringify(receipt.answer)}`);
  return receipt.event;
}

export async function answerOf(sent: Promise<Receipt>) {
  const receipt = await sent;
  if (!('answer' in receipt)) throw new Error(`Not answered: ${JSON.stringify(receipt.event)}`);
  return { status: receipt.answer.status, body: JSON.parse(receipt.answer.body ?? '{}') };
}
