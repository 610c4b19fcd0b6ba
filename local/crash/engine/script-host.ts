import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type HostProcess, type HostProcessOptions, startHostProcess } from '../../host-process';
import { deriveKeys } from '../../host/http/keys';

const FUNCTION_KEY = 'crash';
const code = deriveKeys(FUNCTION_KEY).system;

export interface Status {
  runtimeStatus: string;
  customStatus: unknown;
  output: unknown;
}

/** The host with the script app, in a process that may be gone at any moment; its store and its journals outlive it. */
export class ScriptHost {
  private host: HostProcess | undefined;

  constructor(readonly folder: string) {
    mkdirSync(this.journals, { recursive: true });
  }

  get store(): string {
    return join(this.folder, 'store');
  }

  get journals(): string {
    return join(this.folder, 'journals');
  }

  /** Throws when the process ends before it is ready. */
  async start(flags: string[] = [], told: Pick<HostProcessOptions, 'onSpawn' | 'onLine'> = {}): Promise<HostProcess> {
    this.host = await startHostProcess({
      port: 0,
      store: this.store,
      env: { COUNTERSIGN_FUNCTION_KEY: FUNCTION_KEY, CRASH_JOURNALS: this.journals, HOST_LOG_LEVEL: 'warning' },
      flags: ['--app', 'local/crash/app', ...flags],
      ...told,
    });
    return this.host;
  }

  async stop(): Promise<void> {
    await this.host?.stop();
  }

  /** Throws when the host is gone, or will not start it. */
  async begin(name: string, id: string, input: unknown): Promise<void> {
    const response = await this.call('POST', `orchestrators/${name}/${id}`, input);
    if (response.status !== 202) throw new Error(`The start of ${id} was answered ${response.status}.`);
  }

  /** 410, of an instance that has ended, is no error: the event was taken before and its acknowledgement lost. */
  async raise(id: string, event: string, data: unknown): Promise<void> {
    const response = await this.call('POST', `instances/${id}/raiseEvent/${event}`, data);
    if (response.status !== 202 && response.status !== 410)
      throw new Error(`An event for ${id} was answered ${response.status}.`);
  }

  async status(id: string): Promise<Status | undefined> {
    const response = await this.call('GET', `instances/${id}`);
    return response.status === 404 ? undefined : ((await response.json()) as Status);
  }

  private call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.host?.url}/runtime/webhooks/durabletask/${path}?code=${code}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
