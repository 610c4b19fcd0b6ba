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
  const { tables, github, prometheus, slack, pagerDuty, statuspage, discord, env } = stack;
  const isWrite = (method: string, path: string) => method !== 'GET' && !path.endsWith('/Tables');
  const wiredTables = await startWiredProxy(tables.url, wire, (method, path) =>
    isWrite(method, path) ? 'write' : undefined,
  );
  const vendors = [
    github.url,
    prometheus.url,
    new URL(slack.apiUrl).origin,
    pagerDuty.url,
    statuspage.url,
    discord.url,
  ];
  const proxies = await Promise.all(vendors.map((url) => startWiredProxy(url, wire, () => 'call')));
  const [wiredGitHub, wiredPrometheus, wiredSlack, wiredPagerDuty, wiredStatuspage, wiredDiscord] = proxies.map(
    ({ url }) => url,
  );
  env['AzureWebJobsStorage'] = tables.connectionString.replace(tables.url, wiredTables.url);
  env['GITHUB_API_URL'] = wiredGitHub!;
  env['PROMETHEUS_URL'] = wiredPrometheus!;
  env['PAGERDUTY_EVENTS_URL'] = env['PAGERDUTY_API_URL'] = wiredPagerDuty!;
  env['STATUSPAGE_API_URL'] = wiredStatuspage!;
  env['DISCORD_API_URL'] = wiredDiscord!;
  env['SLACK_API_URL'] = wiredSlack! + new URL(slack.apiUrl).pathname;
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
      await Promise.all([wiredTables, ...proxies].map((proxy) => proxy.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
