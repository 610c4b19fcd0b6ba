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

  private call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/runtime/webhooks/durabletask/${path}?code=${this.code}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
