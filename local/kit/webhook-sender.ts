/** One delivery and what came of its tries. */
interface WebhookDelivery {
  body: string;
  headers: Record<string, string>;
  /** Of each try; 0 where nothing answered. */
  statuses: number[];
}

/** A vendor waits longer and longer; a sandbox makes it short. ms before each further try. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
const TIMEOUT_MS = 10_000;

/** Sends a vendor's webhooks to the app, in their order, each again until it is taken or refused. */
export class WebhookSender {
  readonly log: WebhookDelivery[] = [];
  private address: string | undefined;
  private last: Promise<void> = Promise.resolve();
  private closed = false;

  /** @param triesAgain which statuses are tried again; 0 where nothing answered */
  constructor(private readonly triesAgain: (status: number) => boolean) {}

  /** Where deliveries go from now on; nothing is sent before. */
  connect(address: string): void {
    this.address = address;
  }

  get connected(): boolean {
    return this.address !== undefined;
  }

  send(body: string, headers: Record<string, string>): void {
    if (!this.connected) return;
    const delivery: WebhookDelivery = { body, headers, statuses: [] };
    this.log.push(delivery);
    this.last = this.last.then(() => this.deliver(delivery));
  }

  /** Resolves when everything was taken, refused or given up. */
  idle(): Promise<void> {
    return this.last;
  }

  close(): void {
    this.closed = true;
  }

  private async deliver(delivery: WebhookDelivery): Promise<void> {
    for (const pause of [0, ...PAUSES]) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      if (this.closed) return;
      const status = await this.post(delivery);
      delivery.statuses.push(status);
      if (!this.triesAgain(status)) return;
    }
  }

  private async post({ body, headers }: WebhookDelivery): Promise<number> {
    try {
      const answer = await fetch(this.address ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }
}
