import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { Audience, CHANNEL } from '../../local/demo/audience';
import { DurableClient } from '../../local/durable-client';
import { shiftClock, withShiftedClock } from '../../local/kit/shifted-clock';
import { failureOf } from '../../local/slack/delivery/deliveries';
import { ANY_PORTS, type Stack, startStack } from '../../local/stack';

const COMMANDS = { everything: 50_000, sample: 40 };
/**
 * MiB for old objects of the host, which holds some 43 of them: V8 collects late where it sees gigabytes, so that its memory would say nothing
 * of what it holds. A host that kept 1.5 KiB of each command would end on the way.
 */
const MOST_HEAP = 96;
/** How many are under way at a time. */
const AT_ONCE = 4;
/** Of the host's memory, from the second fifth of the way to the last. */
const MOST_GROWTH = 1.05;
/** Below it, growth says nothing: a process that has done little is still warming up. */
const TELLING = 5_000;
/** Seconds that a purge, or what is under way, may take. */
const MOST_LOOKS = 300;
const DAY_MS = 24 * 3_600_000;
/** A second or so before the timer `removeOldHistories`, past the 30 days that histories are kept. */
const PURGE_AT = { days: 31, time: 'T03:39:57Z' };

const LINES: [command: string, text: string][] = [
  ['/locks', ''],
  ['/approvals', ''],
  ['/cs-help', 'deploy'],
  ['/scale', 'api-gateway five production'],
  ['/delegate', ''],
];

/** How often it is measured on the way. */
const MEASURES = 100;

interface Measure {
  /** How many were acknowledged by then. */
  commands: number;
  /** MiB. */
  memory: number;
  /** Milliseconds until a command was acknowledged, the median of those since the last measure. */
  acknowledged: number;
}

/** Commands by the thousand on one host, then a month later: its memory, its answers and its store may not grow with what it has done. */
export async function soak(random: Seeded, extent: Extent, until = Infinity): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-soak-'));
  const env = { NODE_OPTIONS: `--max-old-space-size=${MOST_HEAP}` };
  const stack = await startStack({ home: join(folder, 'home'), keep: false, ports: ANY_PORTS, env });
  try {
    const measures = await work(stack, random, COMMANDS[extent], until);
    const count = measures.at(-1)?.commands ?? 0;
    const fifth = Math.floor(measures.length / 5);
    const [first, last] = [typical(measures.slice(fifth, 2 * fifth)), typical(measures.slice(-fifth))];
    const wrong: string[] = [];
    if (count >= TELLING && last.memory > first.memory * MOST_GROWTH)
      wrong.push(`memory grew from ${first.memory.toFixed(0)} to ${last.memory.toFixed(0)} MiB`);
    if (count >= TELLING && last.acknowledged > 2 * first.acknowledged)
      wrong.push(`acknowledgements took ${first.acknowledged.toFixed(0)} ms, then ${last.acknowledged.toFixed(0)} ms`);
    const { before, after, waiting, again } = await aMonthLater(stack, join(folder, 'home', 'host'));
    if (before.instances < count / 2) wrong.push(`only ${before.instances} instances of ${count} commands`);
    if (after.instances > waiting)
      wrong.push(`${after.instances} of ${before.instances} instances are left, ${waiting} wait`);
    if (again > 0) wrong.push(`${again} messages came of what was delivered again after the purge`);
    const did =
      `${count} commands; host ${first.memory.toFixed(0)} → ${last.memory.toFixed(0)} MiB, acknowledged in ` +
      `${first.acknowledged.toFixed(0)} → ${last.acknowledged.toFixed(0)} ms; ${before.instances} instances in ` +
      `${before.kib} KiB, a month later ${after.instances} in ${after.kib} KiB`;
    return { did, wrong };
  } finally {
    shiftClock(0);
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function work(stack: Stack, random: Seeded, count: number, until: number): Promise<Measure[]> {
  const audience = new Audience(stack);
  // One that waits all the time: what runs is not to be removed.
  await audience.as('alice').command(CHANNEL, '/deploy', 'order-service v2.4.1 production');
  const measures: Measure[] = [];
  let left = count;
  let commands = 0;
  const some = Math.max(AT_ONCE, Math.ceil(count / MEASURES));
  let times: number[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0 && Date.now() < until) {
        const [command, text] = LINES[random.between(0, LINES.length - 1)]!;
        const began = performance.now();
        const { delivery } = await audience.as('dave').command(CHANNEL, command, text);
        if (!delivery || failureOf(delivery)) throw new Error(`${command} was not taken: ${JSON.stringify(delivery)}`);
        times.push(performance.now() - began);
        commands++;
        if (times.length < some) continue;
        measures.push({ commands, memory: memoryOf(stack.host().pid), acknowledged: median(times) });
        times = [];
      }
    }),
  );
  return measures;
}

/** Of a garbage collector's moods one measure says little. */
function typical(measures: Measure[]): Pick<Measure, 'memory' | 'acknowledged'> {
  const of = (what: 'memory' | 'acknowledged') => median(measures.map((measure) => measure[what]));
  return { memory: of('memory'), acknowledged: of('acknowledged') };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

/** Stops the host, moves the clock to just before the purge, and waits until that is through. */
async function aMonthLater(stack: Stack, store: string) {
  const began = new Date(Date.now() - DAY_MS);
  const client = () => new DurableClient(stack.host().url, stack.functionKey);
  const held = async () => {
    const { found } = await client().since(began, 1_000_000);
    const kib = readdirSync(store).reduce((sum, name) => sum + statSync(join(store, name)).size / 1_024, 0);
    return { found, instances: found.length, kib: Math.round(kib) };
  };
  await settled(async () => (await held()).found.filter(isGoing).length <= 3);
  const before = await held();
  const waiting = before.found.filter(isGoing).length;
  await stack.host().stop();
  const day = new Date(Date.now() + PURGE_AT.days * DAY_MS).toISOString().slice(0, 10);
  const shift = Date.parse(`${day}${PURGE_AT.time}`) - Date.now();
  shiftClock(shift);
  await stack.restartHost([], withShiftedClock(shift));
  await settled(async () => (await held()).instances <= waiting);
  const messages = () => stack.slack.workspace.messages(CHANNEL).length;
  const shown = messages();
  const sent = stack.slack.deliveries.filter(({ kind }) => kind === 'command').slice(-20);
  for (const { id } of sent) await stack.slack.redeliver(id);
  await settled(async () => (await held()).found.every((one) => !isGoing(one) || one.createdTime < day));
  return { before, after: await held(), waiting, again: messages() - shown };
}

function isGoing({ runtimeStatus }: { runtimeStatus: string }): boolean {
  return ['Pending', 'Running'].includes(runtimeStatus);
}

/** Looks once a second for some minutes; what is not so by then is told by the figures. */
async function settled(so: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && !(await so()); look++) await new Promise((again) => setTimeout(again, 1_000));
}
