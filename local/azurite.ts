import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export interface Azurite {
  connectionString: string;
  url: string;
  /** What was written stays only where a folder was given. */
  close(): Promise<void>;
}

/** https://learn.microsoft.com/azure/storage/common/storage-connect-azurite: the well-known account of every emulator. */
const ACCOUNT =
  'AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Starts Azurite's tables, or its blobs, on 127.0.0.1, in memory unless a folder is given. Run from the repository's root. */
export async function startAzurite({
  port,
  folder,
  service = 'table',
  onAccess,
}: {
  port?: number;
  folder?: string;
  service?: 'table' | 'blob';
  /** Told each line of its access log: one for each request that it answered. */
  onAccess?: (line: string) => void;
} = {}): Promise<Azurite> {
  const listenOn = port || (await freePort());
  const child = spawn(
    process.execPath,
    [
      ...(service === 'table' ? ['--require', './local/azurite-keys.cjs'] : []),
      `node_modules/azurite/dist/src/${service}/main.js`,
      ...[`--${service}Host`, '127.0.0.1', `--${service}Port`, String(listenOn)],
      ...(folder ? ['--location', folder] : ['--inMemoryPersistence']),
      ...['--skipApiVersionCheck', '--disableTelemetry', ...(onAccess ? [] : ['--silent'])],
    ],
    // A process group of its own: Ctrl-C in a terminal reaches us first, and we end it last.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await listening(child, listenOn);
  if (onAccess) createInterface(child.stdout).on('line', onAccess);
  return {
    url: `http://127.0.0.1:${listenOn}`,
    connectionString: `DefaultEndpointsProtocol=http;${ACCOUNT};${service === 'table' ? 'Table' : 'Blob'}Endpoint=http://127.0.0.1:${listenOn}/devstoreaccount1;`,
    async close() {
      process.off('exit', kill);
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(kill, 3_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (/successfully (started|listen)/.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) =>
      reject(new Error(`Azurite ended with ${code} on port ${port} before it listened: ${said.slice(0, 500)}`)),
    );
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
