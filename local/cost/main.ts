import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Audience, buttons, CHANNEL } from '../demo/audience';
import { DurableClient } from '../durable-client';
import { ANY_PORTS, type Stack, startStack } from '../stack';
import { createAccessLog } from './access-log';
import { durableTransactions } from './durable-transactions';

/** Seconds of a minute in which no timer of the app begins (functions/operations.ts, audit.ts), with the time that a command takes. */
const QUIET_FROM = 47;
const QUIET_SECONDS = 12;
const SETTLED_MS = 3_000;
/** How much longer the run is that tells what each look at a run takes. */
const LONGER_SECONDS = 10;

interface Counted {
  what: string;
  /** Requests to our own tables, counted. */
  ours: number;
  byTable: Map<string, number>;
  /** Durable's, worked out from the histories. */
  queues: number;
  tables: number;
  turns: number;
  activities: number;
}

type Deed = (audience: Audience, stack: Stack) => Promise<unknown>;

const DEEDS: Record<string, Deed> = {
  '/deploy with one approval, run of 1 s': deploy,
  '/status': async (audience) => {
    const since = audience.now();
    await audience.as('dave').command(CHANNEL, '/cs-status', 'order-service');
    await audience.whispered('U0DAVE', since, 'Last deploys', 40);
  },
  '/logs': async (audience) => {
    const since = audience.now();
    await audience.as('dave').command(CHANNEL, '/logs', 'order-service production --last 1h');
    await audience.whispered('U0DAVE', since, 'Logs of order-service in production', 40);
  },
  '/incident create, sev1': async (audience, stack) => {
    await audience.as('dave').command('C0INCID', '/incident', 'create "Payment processing failures" --severity sev1');
    const made = () =>
      stack.slack.workspace.state.channels.some(({ name, topic }) => name.startsWith('inc-') && topic) &&
      stack.statuspage.state().incidents.length > 0;
    if (!(await audience.until(made, 30))) throw new Error('No channel was made for the incident.');
  },
};

/**
 * `npm run cost`: how many storage transactions a command takes. Those of the app's own rows are counted in Azurite's access log, in a
 * run of the whole company; those of Durable are worked out from the histories of that run. docs/cost.md has what comes of it.
 */
async function run(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cost-'));
  const counted: Counted[] = [];
  try {
    counted.push(...(await inCompany(join(home, 'one'), 1, Object.entries(DEEDS))));
    const [idle] = counted.splice(-1);
    const long: [string, Deed] = ['the same, run of 11 s', deploy];
    const [longer] = await inCompany(join(home, 'two'), 1 + LONGER_SECONDS, [long], false);
    print([...counted, longer!]);
    const more = (pick: (of: Counted) => number) => pick(longer!) - pick(counted[0]!);
    // All that a longer run adds is looks at it: one activity and one timer each.
    const each = (pick: (of: Counted) => number) => more(pick) / more(({ activities }) => activities);
    console.log(
      `\nEach look at a run: ${each(({ ours }) => ours)} of ours, ${each(({ queues }) => queues)} queue and ${each(({ tables }) => tables)} table of Durable.`,
    );
    console.log(`In a minute without commands the app's own timers make ${idle!.ours}: ${said(idle!.byTable)}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function inCompany(home: string, runSeconds: number, deeds: [string, Deed][], idle = true): Promise<Counted[]> {
  const log = createAccessLog();
  const env = { HOST_LOG_LEVEL: 'none' };
  const stack = await startStack({
    home,
    keep: false,
    ports: ANY_PORTS,
    runSeconds,
    env,
    onTableAccess: (line) => log.hear(line),
  });
  const audience = new Audience(stack);
  const durable = new DurableClient(stack.host().url, stack.functionKey);
  const counted: Counted[] = [];
  try {
    // What is made once: tables, caches, the first day of the audit log.
    const since = audience.now();
    await audience.as('dave').command(CHANNEL, '/cs-status', 'payment-service');
    await audience.whispered('U0DAVE', since, 'Last deploys', 60);
    await sleep(SETTLED_MS);
    for (const [what, deed] of deeds) {
      await quiet();
      log.take();
      const began = new Date();
      await deed(audience, stack);
      await sleep(SETTLED_MS);
      const byTable = log.take();
      const sums = { queues: 0, tables: 0, turns: 0, activities: 0 };
      for (const { instanceId, name } of (await durable.since(began, 100)).found) {
        const story = await durable.story(instanceId);
        const history = story?.historyEvents.map(({ EventType }) => EventType) ?? [];
        // An alarm that is still to ring will: its timer, and the activity that wakes.
        if (name === 'alarm' && !history.includes('TimerFired')) history.push('TimerFired', 'TaskCompleted');
        const one = durableTransactions(history);
        for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += one[key];
      }
      counted.push({ what, ours: total(byTable), byTable, ...sums });
    }
    if (idle) {
      log.take();
      await sleep(60_000);
      const byTable = log.take();
      counted.push({ what: 'idle', ours: total(byTable), byTable, queues: 0, tables: 0, turns: 0, activities: 0 });
    }
    return counted;
  } finally {
    await stack.stop();
  }
}

async function deploy(audience: Audience): Promise<void> {
  const since = audience.now();
  await audience.as('alice').command(CHANNEL, '/deploy', 'order-service v2.4.1 production');
  const message = await audience.until(
    () => audience.posts(since).find((post) => buttons(post).includes('approve')),
    40,
  );
  if (!message) throw new Error('No approval was asked for.');
  await audience.as('bob').click(CHANNEL, message.ts, 'approve');
  await audience.shown(since, ['Deploy complete. Health check passed.'], 40);
}

/** Until no timer of the app is about to begin. */
async function quiet(): Promise<void> {
  const second = (Date.now() / 1_000) % 60;
  const since = (second - QUIET_FROM + 60) % 60;
  if (since > QUIET_SECONDS) await sleep((60 - since) * 1_000);
}

function print(counted: Counted[]): void {
  console.log('\n| command | our tables | Durable: queues | Durable: tables | turns | activities |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { what, ours, queues, tables, turns, activities } of counted)
    console.log(`| ${what} | ${ours} | ${queues} | ${tables} | ${turns} | ${activities} |`);
  for (const { what, byTable } of counted) console.log(`\n${what}: ${said(byTable)}`);
}

const said = (counts: Map<string, number>) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);

run().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.stack);
    process.exit(1);
  },
);
