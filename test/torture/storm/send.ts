import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { signed, type Thing } from './lines';

/** What came of one thing, all its attempts together. */
export interface Sent extends Thing {
  /** The status of each attempt; 0 where no answer came within Slack's 3 s. */
  statuses: number[];
  /** ms until it was acknowledged, from the first byte of that attempt; undefined where it was not taken. */
  acknowledgedIn?: number;
}

export interface Target {
  secret: string;
  urlOf: (kind: Thing['kind']) => string;
  /** ms before each time that Slack sends an event again. */
  retriesMs: number[];
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
const ACK_MS = 3_000;
/**
 * Kept open from before the storm on, as a platform's front end keeps its connections to the app behind it: Node takes one new connection
 * for each turn of its event loop (libuv from 1.45), so that a busy process cannot even refuse those that are not open yet.
 */
const CONNECTIONS = 256;
/** What a slash command's asker is told with status 200 where it was not taken. */
const NOT_TAKEN = /Nothing was started|It is not certain/;

/** Sends so many a second, whether or not those before were answered. Resolves when nothing is under way any more. */
export async function sendStorm(things: Thing[], to: Target, perSecond: number): Promise<Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: CONNECTIONS });
  await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(to.urlOf('events'), agent)));
  const began = performance.now();
  const underWay: Promise<Sent>[] = [];
  while (underWay.length < things.length) {
    const due = Math.ceil(((performance.now() - began) / 1_000) * perSecond);
    for (const thing of things.slice(underWay.length, due)) underWay.push(deliver(thing, to, agent));
    await sleep(2);
  }
  const sent = await Promise.all(underWay);
  agent.destroy();
  return sent;
}

async function deliver(thing: Thing, { secret, urlOf, retriesMs }: Target, agent: Agent): Promise<Sent> {
  const statuses: number[] = [];
  const waits = thing.kind === 'events' ? retriesMs : [];
  for (let retry = 0; ; retry++) {
    const began = performance.now();
    const { status, body } = await attempt(urlOf(thing.kind), signed(secret, thing, retry), agent);
    statuses.push(status);
    if (status === 200 && !NOT_TAKEN.test(body))
      return { ...thing, statuses, acknowledgedIn: performance.now() - began };
    if (retry >= waits.length) return { ...thing, statuses };
    await sleep(waits[retry]);
  }
}

/** Opens one connection by a question that every app answers. */
function connect(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(new URL('/none', url), { agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}

function attempt(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  agent: Agent,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const none = () => {
      clearTimeout(timer);
      resolve({ status: 0, body: '' });
    };
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
      response.on('error', none);
    });
    // Whoever waits gives up, the connection stays: what stands before the app answers for it.
    const timer = setTimeout(() => resolve({ status: 0, body: '' }), ACK_MS);
    sent.on('error', none);
    sent.end(body);
  });
}
