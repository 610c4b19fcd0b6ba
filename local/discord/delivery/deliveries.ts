import { type KeyObject, sign } from 'node:crypto';
import { type Json } from '../state/model';

/** One request to the app and what came of it. */
export interface Delivery {
  id: string;
  /** The first delivery of the same thing. */
  of?: string;
  /** ISO 8601 */
  at: string;
  body: string;
  answer?: { status: number; body: string };
  failure?: 'timeout' | 'connection_failed';
  /** Absent while it is under way. */
  milliseconds?: number;
}

interface Options {
  key: KeyObject;
  /** @throws Error while no app is connected */
  endpoint: () => string;
  now: () => number;
  /** How long the app may take. */
  timeoutMs: number;
}

/** Sends interactions, signed as Discord does, and keeps what was answered. Never sent again by itself, as at Discord. */
export class Deliveries {
  readonly log: Delivery[] = [];

  constructor(private readonly options: Options) {}

  async send(payload: Json | string, of?: string): Promise<Delivery> {
    const { key, endpoint, now, timeoutMs } = this.options;
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const delivery: Delivery = { id: `d${this.log.length + 1}`, of, at: new Date(now()).toISOString(), body };
    this.log.push(delivery);
    const timestamp = String(Math.floor(now() / 1000));
    const started = performance.now();
    try {
      const response = await fetch(endpoint(), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
          'x-signature-timestamp': timestamp,
          'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      delivery.answer = { status: response.status, body: await response.text() };
    } catch (error) {
      delivery.failure = (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection_failed';
    }
    delivery.milliseconds = Math.round(performance.now() - started);
    return delivery;
  }

  /** The same bytes again, freshly signed. @throws Error when there is no such delivery */
  redeliver(id: string): Promise<Delivery> {
    const known = this.log.find((delivery) => delivery.id === id);
    if (!known) throw new Error(`no delivery ${id}; GET /_admin/deliveries lists them`);
    return this.send(known.body, known.of ?? known.id);
  }
}
