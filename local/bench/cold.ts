import { performance } from 'node:perf_hooks';
import { goal } from './acknowledgement';
import { timed } from './load';
import { type Measured } from './process';
import { median, ratio } from './ratio';

const ROUNDS = 5;

type Start = () => Promise<Measured & { path: string }>;

/** Process start → first acknowledged command, and memory when idle after it. */
export async function cold(starts: Record<string, Start>, secret: string): Promise<void> {
  const first: Record<string, number[]> = {};
  const memory: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, start] of Object.entries(starts)) {
      const began = performance.now();
      const server = await start();
      await timed(server.url + server.path, secret);
      (first[name] ??= []).push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 500));
      (memory[name] ??= []).push(server.rss());
      await server.stop();
    }
  }
  console.log(`\nCold: process start → first acknowledged command, ${ROUNDS} rounds, medians`);
  for (const name of Object.keys(starts)) {
    console.log(
      `  ${name.padEnd(12)} ${median(first[name] ?? []).toFixed(0)} ms, ${median(memory[name] ?? []).toFixed(0)} MiB resident when idle`,
    );
  }
  console.log(`  ours / bolt: ${ratio(first['countersign'] ?? [], first['bolt'] ?? [])}`);
  goal('cold start', median(first['countersign'] ?? []) / median(first['bolt'] ?? []), 0.6, 'at most');
}
