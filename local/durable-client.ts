import { deriveKeys } from './host/http/keys';

export interface Status {
  runtimeStatus: string;
  customStatus: unknown;
  output: unknown;
}

export interface FullStatus extends Status {
  name: string;
  instanceId: string;
  input: unknown;
  /** ISO 8601, whole seconds. */
  createdTime: string;
  lastUpdatedTime: string;
}

/** As the status endpoint tells it: work appears once, with its outcome. */
export interface HistoryEvent {
  EventType: string;
  Timestamp: string;
  /** When the work was asked for. */
  ScheduledTime?: string;
  FunctionName?: string | null;
  Name?: string;
  Input?: unknown;
  Result?: unknown;
  Reason?: string;
  Details?: string;
  FireAt?: string;
  OrchestrationStatus?: string;
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
    const response = await this.call('POST', `orchestrators/${name}/${id}`, { body: input });
    await response.body?.cancel();
    if (response.status !== 202) throw new Error(`The start of ${id} was answered ${response.status}.`);
  }

  /** 410, of an instance that has ended, is no error: the event was taken before and its acknowledgement lost. */
  async raise(id: string, event: string, data: unknown): Promise<void> {
    const response = await this.call('POST', `instances/${id}/raiseEvent/${event}`, { body: data });
    await response.body?.cancel();
    if (response.status !== 202 && response.status !== 410)
      throw new Error(`An event for ${id} was answered ${response.status}.`);
  }

  async terminate(id: string, reason: string): Promise<void> {
    const response = await this.call('POST', `instances/${id}/terminate`, { query: { reason } });
    await response.body?.cancel();
    if (response.status !== 202) throw new Error(`The termination of ${id} was answered ${response.status}.`);
  }

  async status(id: string): Promise<Status | undefined> {
    return this.get<Status>(`instances/${encodeURIComponent(id)}`);
  }

  /** With its input and the history of its present execution. */
  async story(id: string): Promise<(FullStatus & { historyEvents: HistoryEvent[] }) | undefined> {
    return this.get(`instances/${encodeURIComponent(id)}`, { showHistory: 'true', showHistoryOutput: 'true' });
  }

  /** Instances made since, in order of their IDs; `more` when there are others beyond so many. */
  async since(from: Date, most: number): Promise<{ found: FullStatus[]; more: boolean }> {
    const found: FullStatus[] = [];
    let token = '';
    do {
      const query = { createdTimeFrom: from.toISOString(), top: '500', showInput: 'true' };
      const response = await this.call('GET', 'instances/', { query, token });
      if (!response.ok) throw new Error(`The list of instances was answered ${response.status}.`);
      found.push(...((await response.json()) as FullStatus[]));
      token = response.headers.get('x-ms-continuation-token') ?? '';
    } while (token && found.length < most);
    return { found, more: token !== '' };
  }

  private async get<T>(path: string, query?: Record<string, string>): Promise<T | undefined> {
    const response = await this.call('GET', path, { query });
    if (response.ok) return (await response.json()) as T;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw new Error(`${path} was answered ${response.status}.`);
  }

  private call(
    method: string,
    path: string,
    { body, query, token }: { body?: unknown; query?: Record<string, string>; token?: string } = {},
  ): Promise<Response> {
    const asked = new URLSearchParams({ ...query, code: this.code });
    return fetch(`${this.url}/runtime/webhooks/durabletask/${path}?${asked.toString()}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { 'x-ms-continuation-token': token }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
