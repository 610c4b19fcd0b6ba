import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Json } from './json';

const root = join(__dirname, '../../../..');
export const sampleApp = join(root, 'test/local/host/app');
let bundle: string | undefined;

/** The host's command, bundled once for each test file, beside the packages that it imports. */
function bundledHost(): string {
  if (bundle) return bundle;
  const folder = join(root, 'node_modules/.cache/host-test');
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `main-${process.pid}.mjs`);
  buildSync({
    entryPoints: [join(root, 'local/host/main.ts')],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  bundle = join(folder, 'main.mjs');
  renameSync(unfinished, bundle);
  return bundle;
}

export interface HostProcessOptions {
  app?: string;
  store?: string;
  args?: string[];
  environment?: Record<string, string>;
}

/** Everything of one test that lies on the disk. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'host-test-'));

  file(name: string): string {
    return join(this.path, name);
  }

  lines(name: string): string[] {
    const path = this.file(name);
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The host in a process of its own. */
export class HostProcess {
  url = '';
  stdout = '';
  stderr = '';
  private exited: Promise<unknown> | undefined;

  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when the host is ready. Throws with its output when it ends instead. */
  static async start(folder: TestFolder, options: HostProcessOptions = {}): Promise<HostProcess> {
    const host = HostProcess.spawn(folder, options);
    await host.until(
      () => /^ready (.*)$/m.test(host.stdout) || host.child.exitCode !== null || host.child.signalCode !== null,
    );
    const ready = /^ready (.*)$/m.exec(host.stdout);
    if (!ready) throw new Error(`The host ended: ${host.stdout}${host.stderr}`);
    host.url = ready[1]!;
    return host;
  }

  static spawn(
    folder: TestFolder,
    { app = sampleApp, store = folder.file('store'), args = [], environment = {} }: HostProcessOptions,
  ): HostProcess {
    const command = [bundledHost(), '--app', app, '--store', store, '--log-level', 'warning', ...args];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, PORT: '0', FUNCTIONS_DEFAULT_KEY: 'test-key', NODE_ENV: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const host = new HostProcess(child);
    child.stdout.on('data', (text: Buffer) => (host.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (host.stderr += text.toString()));
    host.exited = once(child, 'exit');
    return host;
  }

  /** Exit code, or the signal that ended it. */
  async ended(): Promise<number | string | null> {
    await this.exited;
    return this.child.exitCode ?? this.child.signalCode;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | string | null> {
    this.child.kill(signal);
    return this.ended();
  }

  get pid(): number {
    return this.child.pid!;
  }

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) };
    } catch {
      return { status: response.status, body: text };
    }
  }

  /** A method of the SDK's durable client, called inside the app; throws what the app got. */
  async client(verb: string, args: Record<string, unknown>): Promise<Json> {
    const { body } = await this.call('POST', `/api/op/${verb}`, args);
    if (!body.ok) throw new Error(body.error ?? JSON.stringify(body));
    return body.result;
  }

  /** The address of the durable client's API. */
  async rpc(): Promise<string> {
    return (await this.call('GET', '/api/rpc')).body.rpcBaseUrl;
  }

  async status(id: string): Promise<Json> {
    return this.client('status', { id });
  }

  /** The status once it is one of these. */
  async reached(id: string, ...statuses: string[]): Promise<Json> {
    let last: Json;
    await this.until(
      async () => statuses.includes((last = await this.status(id).catch(() => undefined))?.runtimeStatus),
      () => `${id}: ${JSON.stringify(last)}\n${this.stderr}`,
    );
    return last;
  }

  async until(condition: () => boolean | Promise<boolean>, describe: () => string = () => this.stderr): Promise<void> {
    const deadline = Date.now() + 20_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`Waited in vain. ${describe()}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}
