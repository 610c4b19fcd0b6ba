import { type Json } from '../block-kit/check';
import { type Channel, type Moment } from '../state/model';
import { type Store } from '../state/store';
import { type Deliveries, type Delivery, type Outgoing, type RetryReason } from './deliveries';
import { envelope, eventsOf, type Subscription } from './events';

interface Options {
  /** The request URL; undefined while no app is connected, then nothing is sent. */
  url: () => string | undefined;
  subscriptions: Subscription[];
  verificationToken: string;
  /** Milliseconds before each retry; as many retries as delays. */
  retryDelaysMs: number[];
}

/** Tells the app what happens in the workspace, and again when it does not answer rightly. */
export class EventSender {
  private readonly firstAttempts = new WeakMap<Moment, Promise<Delivery[]>>();
  private readonly waiting = new Set<NodeJS.Timeout>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly store: Store,
    private readonly deliveries: Deliveries,
    private readonly options: Options,
  ) {
    this.unsubscribe = store.subscribe((moment) => this.tell(moment));
  }

  /** The first attempts to deliver the events of a moment, when they have ended. */
  async deliveriesOf(moment: Moment): Promise<Delivery[]> {
    return (await this.firstAttempts.get(moment)) ?? [];
  }

  /** The handshake that Slack makes when a request URL is entered. @returns whether the app gave the challenge back */
  async verifyUrl(challenge: string): Promise<boolean> {
    const url = this.options.url();
    if (!url) return false;
    const token = this.options.verificationToken;
    const { answer } = await this.deliveries.send({
      kind: 'event',
      type: 'url_verification',
      url,
      contentType: 'application/json',
      body: JSON.stringify({ token, challenge, type: 'url_verification' }),
    });
    return answer?.status === 200 && answer.body.includes(challenge);
  }

  /** Sends nothing any more, retries neither. */
  close(): void {
    this.unsubscribe();
    for (const timer of this.waiting) clearTimeout(timer);
  }

  /** What happens in no message: somebody opens the app's home. @returns the first attempt; undefined when not subscribed */
  async opened(event: Json, channel: Channel): Promise<Delivery | undefined> {
    const url = this.options.url();
    if (!url || !this.options.subscriptions.includes('app_home_opened')) return undefined;
    return this.attempt(this.outgoing(event, channel, url));
  }

  private outgoing(event: Json, channel: Channel, url: string): Outgoing {
    return {
      kind: 'event',
      type: String(event.type),
      url,
      contentType: 'application/json',
      body: envelope(this.store, event, channel, this.options.verificationToken),
    };
  }

  private tell(moment: Moment): void {
    const channel = moment.channel ? this.store.channel(moment.channel) : undefined;
    const url = this.options.url();
    if (!channel || !url) return;
    const { subscriptions } = this.options;
    const sending = eventsOf(this.store, moment, subscriptions).map((event) =>
      this.attempt(this.outgoing(event, channel, url)),
    );
    if (sending.length) this.firstAttempts.set(moment, Promise.all(sending));
  }

  private async attempt(
    outgoing: Outgoing,
    retry?: { of: string; retryNum: number; reason: RetryReason },
  ): Promise<Delivery> {
    const delivery = await this.deliveries.send(outgoing, retry);
    const reason = whyAgain(delivery);
    const delay = this.options.retryDelaysMs[retry?.retryNum ?? 0];
    if (reason && delay !== undefined) {
      const next = { of: retry?.of ?? delivery.id, retryNum: (retry?.retryNum ?? 0) + 1, reason };
      const timer = setTimeout(() => {
        this.waiting.delete(timer);
        void this.attempt(outgoing, next);
      }, delay).unref();
      this.waiting.add(timer);
    }
    return delivery;
  }
}

function whyAgain({ answer, failure }: Delivery): RetryReason | undefined {
  if (failure) return failure;
  if (!answer || (answer.status >= 200 && answer.status < 300)) return undefined;
  return answer.headers['x-slack-no-retry'] === '1' ? undefined : 'http_error';
}
