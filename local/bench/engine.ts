import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DurableClient } from '../durable-client';
import { type Figure } from './figures';
import { startMeasured } from './process';
import { median, ratio } from './ratio';

const KEY = 'bench';
/** Countersign does not start without a storage, which it does not ask before a command comes; it warns of what else is missing. */
const SETTINGS = {
  FUNCTIONS_DEFAULT_KEY: KEY,
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  NODE_NO_WARNINGS: '1',
};
const ROUNDS = 5;

/** What the embedded host itself can do, with an app that does nothing. */
export async function engine(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  try {
    return [...(await throughput(home)), ...(await replay(home)), ...(await starts(home))];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function start(store: string, app = 'local/bench/engine-app') {
  const args = ['--app', app, '--port', '0', '--store', store, '--log-level', 'none'];
  const server = await startMeasured('.build/host.mjs', args, SETTINGS);
  return { ...server, client: new DurableClient(server.url, KEY) };
}

type Running = Awaited<ReturnType<typeof start>>;

/** Orchestrations of one activity, each begun over HTTP and waited for; beside plain calls of a function of the same host. */
async function throughput(home: string): Promise<Figure[]> {
  const host = await start(join(home, 'throughput'));
  const figures: Figure[] = [];
  let count = 0;
  const orchestration = (pollMs: number) => async () => {
    const id = `one-${count++}`;
    await host.client.begin('one', id, 1);
    while ((await host.client.status(id))?.runtimeStatus !== 'Completed') await sleep(pollMs);
  };
  const plain = async () => {
    await (await fetch(`${host.url}/api/plain`, { method: 'POST' })).text();
  };
  await perSecond(50, 300, orchestration(20));
  await perSecond(50, 300, plain);
  for (const [lanes, total, pollMs] of [
    [1, 150, 1],
    [50, 750, 20],
  ] as const) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await perSecond(lanes, total, orchestration(pollMs)));
      theirs.push(await perSecond(lanes, total, plain));
    }
    figures.push({
      what: `one-activity orchestrations, ${lanes} at a time`,
      value: `${median(ours).toFixed(0)}/s`,
      ratio: `${ratio(ours, theirs)} of plain HTTP calls (${median(theirs).toFixed(0)}/s)`,
    });
  }
  await host.stop();
  return figures;
}

async function perSecond(lanes: number, total: number, one: () => Promise<void>): Promise<number> {
  let left = total;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (left-- > 0) await one();
    }),
  );
  return total / ((performance.now() - began) / 1_000);
}

const SIZES = [100, 1_000, 5_000];
const EVENTS_A_STEP = 4;

/** One turn of an instance with a long history: from an event to the status that the turn leaves. */
async function replay(home: string): Promise<Figure[]> {
  const store = join(home, 'replay');
  let host = await start(store);
  const sizes = [EVENTS_A_STEP, ...SIZES];
  const idOf = (events: number) => `events-${events}`;
  for (const events of sizes) await host.client.begin('grown', idOf(events), events / EVENTS_A_STEP);
  for (const events of sizes) await status(host, idOf(events), 1);
  const loaded = new Map(sizes.map((events) => [events, [] as number[]]));
  const inMemory = new Map(sizes.map((events) => [events, [] as number[]]));
  let turn = 1;
  for (let round = 0; round < ROUNDS; round++) {
    await host.stop();
    host = await start(store);
    // The smallest comes first and takes with it what only a process's first turn costs.
    for (const times of [loaded, inMemory]) {
      turn++;
      for (const events of sizes) {
        const began = performance.now();
        await host.client.raise(idOf(events), 'Go', null);
        await status(host, idOf(events), turn);
        times.get(events)!.push(performance.now() - began);
      }
    }
  }
  await host.stop();
  return SIZES.map((events) => {
    const [cold, warm] = [median(loaded.get(events)!), median(inMemory.get(events)!)];
    const share = events / SIZES[1]!;
    const linear = Math.max(
      warm / median(inMemory.get(SIZES[1]!)!) / share,
      cold / median(loaded.get(SIZES[1]!)!) / share,
    );
    return {
      what: `one turn, replaying ${events} events`,
      value: `${warm.toFixed(1)} ms; ${cold.toFixed(1)} ms when loaded from the store`,
      ratio: `${((1_000 * warm) / events).toFixed(0)} µs an event; ${linear.toFixed(2)} × of linear from 1,000`,
      ...(events > SIZES[1]! && { goal: { value: linear, most: 1.3 } }),
    };
  });
}

async function status(host: Running, id: string, turn: number): Promise<void> {
  while ((await host.client.status(id))?.customStatus !== turn) await sleep(1);
}

/** From the spawn of the process to its ready line; beside Node doing nothing. */
async function starts(home: string): Promise<Figure[]> {
  const apps = { 'an app of four functions': 'local/bench/engine-app', Countersign: '.' };
  const times: Record<string, number[]> = { node: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times['node']!.push(await bareNode());
    for (const [name, app] of Object.entries(apps)) {
      const host = await start(join(home, `start-${round}-${name.length}`), app);
      (times[name] ??= []).push(host.readyAfter);
      await host.stop();
    }
  }
  return Object.keys(apps).map((name) => ({
    what: `start of the host to ready, ${name}`,
    value: `${median(times[name]!).toFixed(0)} ms`,
    ratio: `${ratio(times[name]!, times['node']!)} of \`node -e 0\` (${median(times['node']!).toFixed(0)} ms)`,
  }));
}

async function bareNode(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - began;
}
