import { randomUUID } from 'node:crypto';
import { type ChannelTokens, type TokenFlaw } from '../identity/channel-tokens';
import { type Json } from '../state/model';

/** One request to the app, with what became of it. */
export interface Delivery {
  id: string;
  /** ISO 8601 */
  at: string;
  activity: Json;
  /** The bytes that were sent. */
  body: string;
  flaw?: TokenFlaw;
  /** The delivery that this one repeats. */
  of?: string;
  answer?: { status: number; headers: Record<string, string>; body: string };
  /** Why there is no answer. */
  failure?: 'timeout' | 'connection_failed';
  milliseconds?: number;
}

interface Options {
  tokens: ChannelTokens;
  /** The app's messaging endpoint. @throws Error while no app is connected */
  endpoint: () => string;
  now: () => number;
  timeoutMs: number;
}

/** Sends activities to the app, each with a token of its own, and keeps what was answered. */
export class Deliveries {
  readonly log: Delivery[] = [];
  private readonly underWay = new Set<Promise<Delivery>>();

  constructor(private readonly options: Options) {}

  send(activity: Json, flaw?: TokenFlaw): Promise<Delivery> {
    return this.post({ activity, body: JSON.stringify(activity), flaw });
  }

  /** Sends the same bytes again under a new token. @throws Error when there is no such delivery */
  redeliver(id: string): Promise<Delivery> {
    const known = this.log.find((delivery) => delivery.id === id);
    if (!known) throw new Error(`no delivery ${id}; GET /_admin/deliveries lists them`);
    const { activity, body, flaw, of = known.id } = known;
    return this.post({ activity, body, flaw, of });
  }

  /** Resolves when no request is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size) await Promise.all(this.underWay);
  }

  private post(outgoing: Pick<Delivery, 'activity' | 'body' | 'flaw' | 'of'>): Promise<Delivery> {
    const delivery: Delivery = { id: randomUUID(), at: new Date(this.options.now()).toISOString(), ...outgoing };
    this.log.push(delivery);
    const posting = this.carryOut(delivery).finally(() => this.underWay.delete(posting));
    this.underWay.add(posting);
    return posting;
  }

  private async carryOut(delivery: Delivery): Promise<Delivery> {
    const { tokens, endpoint, timeoutMs } = this.options;
    const url = endpoint();
    const authorization = tokens.authorization(String(delivery.activity.serviceUrl), delivery.flaw);
    const started = performance.now();
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      delivery.answer = { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      delivery.failure = (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection_failed';
    }
    delivery.milliseconds = Math.round(performance.now() - started);
    return delivery;
  }
}
