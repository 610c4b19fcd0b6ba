import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audience } from '../../demo/audience';
import { ANY_PORTS, startStack } from '../../stack';
import { writeCompanyFile } from './company-file';
import { startWiredProxy, Tripwire } from './tripwire';

export type WiredCompany = Awaited<ReturnType<typeof openWiredCompany>>;

/** The whole product, a wire between it and everything that it writes to or calls, and somebody who starts it again when it dies. */
export async function openWiredCompany() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  const stack = await startStack({
    home: join(folder, 'home'),
    keep: false,
    ports: ANY_PORTS,
    runSeconds: 1,
    env: { COUNTERSIGN_CONFIG: writeCompanyFile(folder) },
  });
  const wire = new Tripwire(() => process.kill(stack.host().pid, 'SIGKILL'));
  const { tables, github, prometheus, slack, env } = stack;
  const isWrite = (method: string, path: string) => method !== 'GET' && !path.endsWith('/Tables');
  const [wiredTables, wiredGitHub, wiredPrometheus, wiredSlack] = await Promise.all([
    startWiredProxy(tables.url, wire, (method, path) => (isWrite(method, path) ? 'write' : undefined)),
    startWiredProxy(github.url, wire, () => 'call'),
    startWiredProxy(prometheus.url, wire, () => 'call'),
    startWiredProxy(new URL(slack.apiUrl).origin, wire, () => 'call'),
  ]);
  env['AzureWebJobsStorage'] = tables.connectionString.replace(tables.url, wiredTables.url);
  env['GITHUB_API_URL'] = wiredGitHub.url;
  env['PROMETHEUS_URL'] = wiredPrometheus.url;
  env['SLACK_API_URL'] = wiredSlack.url + new URL(slack.apiUrl).pathname;
  await stack.host().stop();

  let closing = false;
  let flags: string[] = [];
  /** The host that runs, or is being started. */
  let up = startAndWatch();
  function startAndWatch(): Promise<void> {
    return stack.restartHost(flags).then(({ ended }) => {
      void ended.then(() => {
        if (!closing) up = startAndWatch();
      });
    });
  }
  await up;
  return {
    stack,
    wire,
    audience: new Audience(stack),
    /** Resolves when a host is ready. */
    up: () => up,
    /** Gives the next hosts these flags, from the death of this one on. */
    async restartWith(next: string[]) {
      flags = next;
      await stack.host().kill();
      await up;
    },
    async close() {
      closing = true;
      await up;
      await stack.stop();
      await Promise.all([wiredTables, wiredGitHub, wiredPrometheus, wiredSlack].map((proxy) => proxy.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
