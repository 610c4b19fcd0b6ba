import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audience } from '../../demo/audience';
import { ANY_PORTS, startStack } from '../../stack';
import { writeCompanyFile } from './company-file';
import { startWiredProxy, Tripwire } from './tripwire';

export type WiredCompany = Awaited<ReturnType<typeof openWiredCompany>>;

/** By which settings the product knows the servers that a deploy or an incident calls, and those of everything else. */
const PLAYED = [
  'GITHUB_API_URL',
  'PROMETHEUS_URL',
  'SLACK_API_URL',
  'PAGERDUTY_EVENTS_URL',
  'PAGERDUTY_API_URL',
  'STATUSPAGE_API_URL',
  'DISCORD_API_URL',
];
const ALL = [...PLAYED, 'KUBERNETES_API_URL', 'LOKI_URL', 'ALERTMANAGER_URL', 'GRAPH_URL'];

/** How many of its last lines a host is quoted with, and what a line of its log begins with: the day, where others name a route. */
const LAST_LINES = 12;
const LOGGED = /^\d{4}-/;

/**
 * The whole product, a wire between it and what it writes to or calls, and somebody who starts it again when it dies.
 * @param called what is wired beside the tables: what the played deploy and incident call, or every server that there is
 */
export async function openWiredCompany(called: 'played' | 'all' = 'played') {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  const lines: string[] = [];
  /** The newest host, ready or not: it works before it says so. */
  let pid = 0;
  const stack = await startStack({
    home: join(folder, 'home'),
    keep: false,
    ports: ANY_PORTS,
    runSeconds: 1,
    // Commands by the hundred use up its own within half an hour; then runs cannot be followed until the hour is over.
    gitHubLimit: 10_000_000,
    env: { COUNTERSIGN_CONFIG: writeCompanyFile(folder) },
    onSpawn: (spawned) => (pid = spawned),
    onLine: (line) => {
      if (LOGGED.test(line)) lines.push(line);
      if (lines.length > LAST_LINES) lines.shift();
    },
  });
  const wire = new Tripwire(() => process.kill(pid, 'SIGKILL'));
  const { tables, teams, env } = stack;
  const isWrite = (method: string, path: string) => method !== 'GET' && !path.endsWith('/Tables');
  const wiredTables = await startWiredProxy(tables.url, wire, (method, path) =>
    isWrite(method, path) ? 'write' : undefined,
  );
  env['AzureWebJobsStorage'] = tables.connectionString.replace(tables.url, wiredTables.url);
  const proxies = new Map<string, Awaited<ReturnType<typeof startWiredProxy>>>();
  const wired = async (address: string): Promise<string> => {
    const { origin } = new URL(address);
    const proxy = proxies.get(origin) ?? (await startWiredProxy(origin, wire, () => 'call'));
    proxies.set(origin, proxy);
    return address.replace(origin, proxy.url);
  };
  for (const setting of called === 'all' ? ALL : PLAYED) env[setting] = await wired(env[setting]!);
  if (called === 'all') teams.serviceUrl = await wired(teams.serviceUrl);
  await stack.host().stop();

  let closing = false;
  let flags: string[] = [];
  /** The host that runs, or is being started. */
  let up = startAndWatch();
  async function startAndWatch(): Promise<void> {
    const tripped = wire.tripped;
    const started = await stack.restartHost(flags).catch((error: Error) => {
      // The wire may trip before the host says that it is ready.
      if (wire.tripped === tripped) throw error;
    });
    if (!started) return startAndWatch();
    void started.ended.then(() => {
      if (closing) return;
      up = startAndWatch();
      // Whoever waits for it is told; nobody may be waiting yet.
      up.catch(() => undefined);
    });
  }
  await up;
  return {
    stack,
    wire,
    audience: new Audience(stack),
    /** Resolves when a host is ready. Rejects when one ended before, and not by the wire. */
    up: () => up,
    /** What the hosts logged last. */
    lastLines: () => [...lines],
    /** Gives the next hosts these flags, from the death of this one on. */
    async restartWith(next: string[]) {
      flags = next;
      await stack.host().kill();
      await up;
    },
    async close() {
      closing = true;
      await up.catch(() => undefined);
      await stack.stop();
      await Promise.all([wiredTables, ...proxies.values()].map((proxy) => proxy.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
