import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DurableClient } from '../../durable-client';
import { type HostProcess, type HostProcessOptions, startHostProcess } from '../../host-process';

const FUNCTION_KEY = 'crash';

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

  /** Talks to the host that was started last. */
  get client(): DurableClient {
    return new DurableClient(this.host?.url ?? '', FUNCTION_KEY);
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
}
