import { sign } from './sign';

export interface Outgoing {
  kind: 'command' | 'interaction' | 'event';
  /** e.g. `/deploy`, `block_actions`, `app_mention` */
  type: string;
  url: string;
  contentType: string;
  body: string;
}

/** `x-slack-retry-reason`, https://docs.slack.dev/apis/events-api/#retries */
export type RetryReason = 'http_timeout' | 'connection_failed' | 'http_error';

/** One request to the app and what came of it. */
export interface Delivery extends Outgoing {
  id: string;
  /** The first delivery of the same thing. */
  of?: string;
  /** ISO 8601 */
  at: string;
  headers: Record<string, string>;
  /** Absent while it is under way. */
  milliseconds?: number;
  answer?: { status: number; headers: Record<string, string>; body: string };
  failure?: 'http_timeout' | 'connection_failed';
}

interface Options {
  signingSecret: string;
  now: () => number;
  /** How long the app may take. */
  timeoutMs: number;
}

/**
 * The error that Slack names to the person whose command or click it was; undefined when the app answered with 200,
 * the only status that counts.
 */
export function failureOf({ answer, failure }: Delivery): string | undefined {
  if (failure) return failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
  if (answer?.status === 200) return undefined;
  return (answer?.status ?? 500) >= 500 ? 'http_service_error' : 'http_client_error';
}

/** Sends signed requests to the app and keeps a log of them. */
export class Deliveries {
  readonly log: Delivery[] = [];
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly options: Options) {}

  /** Sends it once. Never rejects: what failed stands in the delivery. */
  send(outgoing: Outgoing, again?: { of: string; retryNum?: number; reason?: RetryReason }): Promise<Delivery> {
    const delivery: Delivery = {
      ...outgoing,
      id: `d${this.log.length + 1}`,
      of: again?.of,
      at: new Date(this.options.now()).toISOString(),
      headers: {
        'content-type': outgoing.contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        accept: 'application/json,*/*',
        ...sign(this.options.signingSecret, outgoing.body, this.options.now()),
        ...(again?.retryNum === undefined
          ? {}
          : { 'x-slack-retry-num': String(again.retryNum), 'x-slack-retry-reason': again.reason ?? 'http_timeout' }),
      },
    };
    this.log.push(delivery);
    const sending = this.post(delivery).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
    return sending;
  }

  /**
   * Sends a delivery's very bytes again under a fresh timestamp and signature, as Slack's retry does.
   * @throws Error when there is no such delivery
   */
  async redeliver(id: string): Promise<Delivery> {
    const known = this.log.find((delivery) => delivery.id === id);
    if (!known) throw new Error(`no delivery ${id}; GET /_admin/deliveries lists them`);
    const { kind, type, url, contentType, body } = known;
    const of = known.of ?? known.id;
    const earlier = this.log.filter((delivery) => delivery.of === of).length;
    return this.send(
      { kind, type, url, contentType, body },
      kind === 'event' ? { of, retryNum: earlier + 1, reason: 'http_timeout' } : { of },
    );
  }

  /** Resolves when no request is under way. Retries that still wait for their time do not count. */
  async idle(): Promise<void> {
    while (this.underWay.size) await Promise.all(this.underWay);
  }

  private async post(delivery: Delivery): Promise<Delivery> {
    const started = performance.now();
    try {
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      const body = await response.text();
      delivery.answer = { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      delivery.failure = (error as Error).name === 'TimeoutError' ? 'http_timeout' : 'connection_failed';
    }
    delivery.milliseconds = Math.round(performance.now() - started);
    return delivery;
  }
}
