import { deriveKeys } from './host/http/keys';

export interface Status {
  runtimeStatus: string;
  customStatus: unknown;
  output: unknown;
}

/** The management API of an embedded host, as anybody may call it who has its function key. */
export class DurableClient {
  private readonly code: string;

  constructor(
    private readonly url: string,
    functionKey: string,
  ) {
    this.code = deriveKeys(functionKey).system;
  }

  /** Throws when the host is gone, or will not start it. */
  async begin(name: string, id: string, input: unknown): Promise<void> {
    const response = await this.call('POST', `orchestrators/${name}/${id}`, input);
    await response.body?.cancel();
    if (response.status !== 202) throw new Error(`The start of ${id} was answered ${response.status}.`);
  }

  /** 410, of an instance that has ended, is no error: the event was taken before and its acknowledgement lost. */
  async raise(id: string, event: string, data: unknown): Promise<void> {
    const response = await this.call('POST', `instances/${id}/raiseEvent/${event}`, data);
    await response.body?.cancel();
    if (response.status !== 202 && response.status !== 410)
      throw new Error(`An event for ${id} was answered ${response.status}.`);
  }

  async status(id: string): Promise<Status | undefined> {
    const response = await this.call('GET', `instances/${id}`);
    if (response.ok) return (await response.json()) as Status;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw new Error(`The status of ${id} was answered ${response.status}.`);
  }

  /** Of every instance that was started since. */
  async startedSince(time: Date): Promise<{ instanceId: string; name: string }[]> {
    const response = await this.call('GET', 'instances', undefined, { createdTimeFrom: time.toISOString() });
    return (await response.json()) as { instanceId: string; name: string }[];
  }

  /** The kinds of events in an instance's history, in their order. */
  async history(id: string): Promise<string[]> {
    const response = await this.call('GET', `instances/${id}`, undefined, { showHistory: 'true' });
    const { historyEvents } = (await response.json()) as { historyEvents: { EventType: string }[] };
    return historyEvents.map(({ EventType }) => EventType);
  }

  private call(method: string, path: string, body?: unknown, query: Record<string, string> = {}): Promise<Response> {
    const parameters = new URLSearchParams({ ...query, code: this.code }).toString();
    return fetch(`${this.url}/runtime/webhooks/durabletask/${path}?${parameters}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
