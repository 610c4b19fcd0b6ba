import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface HostProcess {
  url: string;
  pid: number;
  /** Resolves when the process is gone, for whatever reason. */
  ended: Promise<unknown>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would have it. */
  kill(): Promise<void>;
}

export interface HostProcessOptions {
  port: number;
  store: string;
  env: Record<string, string>;
  /** More flags of the host, e.g. `--fault`. */
  flags?: string[];
  /** Told when the host ends without having been stopped, with its last lines. */
  onDeath?: (lastLines: string[]) => void;
  /** Told each line that the host or the app writes. */
  onLine?: (line: string) => void;
  /** Told the process's ID at once, long before the host is ready. */
  onSpawn?: (pid: number) => void;
}

/** Runs the built function app on the built embedded host, in a process of its own. Run from the repository's root. */
export async function startHostProcess({
  port,
  store,
  env,
  flags = [],
  onLine,
  onSpawn,
  onDeath,
}: HostProcessOptions): Promise<HostProcess> {
  const child = spawn(
    process.execPath,
    [
      '.build/host.mjs',
      '--port',
      String(port),
      '--store',
      store,
      '--function-key-setting',
      'COUNTERSIGN_FUNCTION_KEY',
      ...flags,
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  if (child.pid) onSpawn?.(child.pid);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const recent: string[] = [];
  const ended = once(child, 'exit').finally(() => process.off('exit', killAtExit));
  const url = await ready(child, recent, onLine);
  let ending = false;
  child.once('exit', () => !ending && onDeath?.(recent));
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    ending = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await ended;
  };
  return { url, pid: child.pid ?? 0, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function ready(child: ChildProcess, recent: string[], onLine?: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          recent.push(line);
          if (recent.length > 20) recent.shift();
          onLine?.(line);
          const url = /^ready (\S+)/.exec(line)?.[1];
          if (url) resolve(url);
        }
      });
    }
    child.once('exit', (code, signal) =>
      reject(
        new Error(`The host ended with ${signal ?? code} before it was ready:\n${[...new Set(recent)].join('\n')}`),
      ),
    );
  });
}
