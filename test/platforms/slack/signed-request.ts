import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChatEvent } from '../../../src/model/chat-event';
import { createSlack } from '../../../src/platforms/slack';
import { type Receipt } from '../../../src/platforms/platform';

export const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const NOW = new Date('2026-11-24T10:00:00Z');

export const slack = createSlack({
  signingSecrets: [SECRET],
  botToken: 'xoxb-test',
  teamId: 'T0DEMO',
  apiUrl: 'https://slack.com/api/',
  commandNames: ['deploy', 'help', 'status'],
});

export interface Sending {
  headers?: Record<string, string | undefined>;
  /** The clock when it was signed. */
  signedAt?: Date;
  secret?: string;
  to?: typeof slack;
}

/** Sends it signed, as Slack does; `headers` replace or (undefined) drop what Slack would send. */
export function send(kind: string, body: string | Buffer, contentType: string, how: Sending = {}): Promise<Receipt> {
  const timestamp = String(Math.floor((how.signedAt ?? NOW).getTime() / 1000));
  const signed = createHmac('sha256', how.secret ?? SECRET)
    .update(`v0:${timestamp}:`)
    .update(body)
    .digest('hex');
  const headers: Record<string, string | undefined> = {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signed}`,
    ...how.headers,
  };
  const get = (name: string) => headers[name] ?? null;
  return (how.to ?? slack).receive({ kind, headers: { get }, body: Buffer.from(body), now: NOW });
}

const FORM = 'application/x-www-form-urlencoded';

export function sendCommand(fields: Record<string, string>, how?: Sending): Promise<Receipt> {
  return send('commands', new URLSearchParams(fields).toString(), FORM, how);
}

export function sendInteraction(payload: unknown, how?: Sending): Promise<Receipt> {
  return send('interactions', new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM, how);
}

export function sendEvent(envelope: unknown, how?: Sending): Promise<Receipt> {
  return send('events', JSON.stringify(envelope), 'application/json', how);
}

export async function eventOf(sent: Promise<Receipt>): Promise<ChatEvent> {
  const receipt = await sent;
  if (!('event' in receipt)) throw new Error(`Answered at once: ${JSON.stringify(receipt.answer)}`);
  return receipt.event;
}

export async function answerOf(sent: Promise<Receipt>) {
  const receipt = await sent;
  if (!('answer' in receipt)) throw new Error(`Not answered: ${JSON.stringify(receipt.event)}`);
  return receipt.answer;
}

/** A request as in Slack's documentation; each call gives a fresh copy. */
export function fixture(name: string) {
  return JSON.parse(readFileSync(join(__dirname, '../../fixtures/slack', `${name}.json`), 'utf8'));
}
