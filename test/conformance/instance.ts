import type { Json } from '../local/host/support/json';
import { send } from './send';

export interface ManagementUrls {
  statusQueryGetUri: string;
  sendEventPostUri: string;
  terminatePostUri: string;
  purgeHistoryDeleteUri: string;
  suspendPostUri: string;
  resumePostUri: string;
}

/** Azure Storage's queues are slow; the embedded host needs a hundredth of it. */
const stateDeadlineMs = 120_000;
const slowestPollMs = 500;

/** One orchestration instance, by its management URLs. */
export class Instance {
  constructor(
    readonly id: string,
    private readonly urls: ManagementUrls,
  ) {}

  /** The management URLs of an instance that is not there. */
  unknown(): Instance {
    const replaced = Object.entries<string>({ ...this.urls }).map(([name, url]) => [
      name,
      url.replace(this.id, 'conformance-none'),
    ]);
    return new Instance('conformance-none', Object.fromEntries(replaced) as ManagementUrls);
  }

  /** Raises an event; gives back the status code. `body` is sent as it is. */
  async raiseRaw(event: string, body: string, contentType = 'application/json'): Promise<number> {
    const url = this.urls.sendEventPostUri.replace('{eventName}', event);
    return (await send('POST', url, { headers: { 'content-type': contentType }, body })).status;
  }

  async raise(event: string, data: unknown): Promise<number> {
    return this.raiseRaw(event, JSON.stringify(data));
  }

  async terminate(reason: string): Promise<number> {
    return this.post(this.urls.terminatePostUri, reason);
  }

  async suspend(reason: string): Promise<number> {
    return this.post(this.urls.suspendPostUri, reason);
  }

  async resume(reason: string): Promise<number> {
    return this.post(this.urls.resumePostUri, reason);
  }

  async purge(): Promise<{ status: number; body: string }> {
    const { status, text } = await send('DELETE', this.urls.purgeHistoryDeleteUri);
    return { status, body: text };
  }

  async statusCode(): Promise<number> {
    return (await send('GET', this.urls.statusQueryGetUri)).status;
  }

  async status(): Promise<Json> {
    return JSON.parse((await send('GET', this.urls.statusQueryGetUri)).text);
  }

  async output(): Promise<Json> {
    return (await this.status()).output;
  }

  /** The history as the status query tells it, which leaves out where turns begin and end. */
  async history(): Promise<Json[]> {
    const url = `${this.urls.statusQueryGetUri}&showHistory=true&showHistoryOutput=true`;
    return JSON.parse((await send('GET', url)).text).historyEvents;
  }

  /** Waits for a status; throws with the last one when it does not come. */
  async until(what: string, reached: (status: Json) => boolean): Promise<Json> {
    const deadline = Date.now() + stateDeadlineMs;
    for (let delay = 10; ; delay = Math.min(delay * 1.5, slowestPollMs)) {
      const status = await this.status();
      if (reached(status)) return status;
      if (Date.now() > deadline)
        throw new Error(`Waited in vain until ${what}: ${JSON.stringify(status).slice(0, 500)}`);
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }

  async becomes(runtimeStatus: string): Promise<Json> {
    return this.until(`it is ${runtimeStatus}`, (status) => status.runtimeStatus === runtimeStatus);
  }

  async ended(): Promise<Json> {
    return this.until('it has ended', ({ runtimeStatus }) =>
      ['Completed', 'Failed', 'Terminated'].includes(runtimeStatus as string),
    );
  }

  private async post(url: string, reason: string): Promise<number> {
    return (await send('POST', url.replace('{text}', encodeURIComponent(reason)))).status;
  }
}
