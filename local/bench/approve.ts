import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Audience, CHANNEL } from '../demo/audience';
import { ANY_PORTS, startStack } from '../stack';
import { type Figure } from './figures';
import { percentile } from './load';

const SAMPLES = 20;
const PENDING = 1_000;
const LANES = 8;
const QUIET_MS = 1_000;

/**
 * From a click on Approve to the message that says so: the vote's row, the orchestration that wakes and replays, the tally. With
 * one request that waits, and with a thousand.
 */
export async function approve(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const stack = await startStack({
    home,
    keep: false,
    ports: ANY_PORTS,
    runSeconds: 1,
    env: { HOST_LOG_LEVEL: 'none' },
  });
  const audience = new Audience(stack);
  const { workspace } = stack.slack;
  const waiting: string[] = [];
  const lastEdit = new Map<string, number>();
  const unsubscribe = workspace.subscribe((moment) => {
    if (moment.kind !== 'edited') return;
    lastEdit.set(moment.ts, performance.now());
    // A message says first that the world is being read; its first change brings the plan and the buttons.
    if (moment.version === 1) waiting.push(moment.ts);
  });
  // Nothing is deployed, so that each request asks for the same change, however many were approved before.
  stack.github.faults.set({ kind: 'error', status: 403, method: 'POST', path: '/dispatches$' });
  let asked = 0;
  /** No two alike: the same line again would have to be confirmed. */
  const ask = async () => {
    await audience.as('alice').command(CHANNEL, '/deploy', `order-service v2.4.1 production --reason ${++asked}`);
  };
  /** Until so many wait for approval. */
  const pend = async (count: number) => {
    while (waiting.length < count) {
      const missing = Math.min(LANES, count - waiting.length);
      const before = waiting.length;
      await Promise.all(Array.from({ length: missing }, ask));
      await audience.until(() => waiting.length >= before + missing, 60);
    }
  };
  /** Decides the oldest that waits. @returns ms until its message says so */
  const decide = async (): Promise<number> => {
    const ts = waiting.shift();
    if (!ts) throw new Error('Nothing waits for approval.');
    const began = performance.now();
    const shown = new Promise<number>((resolve) => {
      const stop = workspace.subscribe((moment) => {
        if (moment.kind !== 'edited' || moment.ts !== ts) return;
        stop();
        resolve(performance.now());
      });
    });
    await audience.as('bob').click(CHANNEL, ts, 'approve');
    const took = (await shown) - began;
    // What it sets going is over before the next one is measured.
    await audience.until(() => performance.now() - lastEdit.get(ts)! > QUIET_MS, 60);
    return took;
  };
  try {
    const measure = async (count: number) => {
      await pend(count);
      await decide();
      const times: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample++) {
        await pend(count);
        times.push(await decide());
      }
      return times.sort((a, b) => a - b);
    };
    const one = await measure(1);
    const many = await measure(PENDING);
    const goal = percentile(many, 0.5) / percentile(one, 0.5);
    const say = (times: number[]) =>
      `${percentile(times, 0.5).toFixed(0)} ms (p90 ${percentile(times, 0.9).toFixed(0)})`;
    return [
      {
        what: `click on Approve → the message says so, 1 and ${PENDING} requests pending`,
        value: `${say(one)}, ${say(many)}`,
        ratio: `${goal.toFixed(2)} ×`,
        goal: { value: goal, most: 1.3 },
      },
    ];
  } finally {
    unsubscribe();
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
