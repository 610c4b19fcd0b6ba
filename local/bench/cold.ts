import { performance } from 'node:perf_hooks';
import { goal } from './acknowledgement';
import { timed } from './load';
import { type Measured } from './process';
import { median, ratio } from './ratio';

const ROUNDS = 5;

type Start = () => Promise<Measured & { path: string }>;

/**
 * Process start → first acknowledged command, and memory when idle after it. The start of the host itself, which in Azure is the
 * platform's, is what an empty function takes on it over a bare server of Node's.
 */
export async function cold(starts: Record<string, Start>, secret: string): Promise<void> {
  const first: Record<string, number[]> = {};
  const cpu: Record<string, number[]> = {};
  const memory: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, start] of Object.entries(starts)) {
      const began = performance.now();
      const server = await start();
      await timed(server.url + server.path, secret);
      (first[name] ??= []).push(performance.now() - began);
      (cpu[name] ??= []).push(server.cpu());
      await new Promise((resolve) => setTimeout(resolve, 500));
      (memory[name] ??= []).push(server.rss());
      await server.stop();
    }
  }
  console.log(`\nCold: process start → first acknowledged command, ${ROUNDS} rounds, medians`);
  for (const name of Object.keys(starts)) {
    console.log(
      `  ${name.padEnd(12)} ${median(first[name] ?? []).toFixed(0)} ms, ${median(cpu[name] ?? []).toFixed(0)} ms of CPU by then, ${median(memory[name] ?? []).toFixed(0)} MiB resident when idle`,
    );
  }
  const of = (name: string) => first[name] ?? [];
  const hosts = median(of('floor')) - median(of('bare'));
  const own = of('countersign').map((whole) => whole - hosts);
  console.log(`  ours / bolt: ${ratio(of('countersign'), of('bolt'))}, the host's own ${hosts.toFixed(0)} ms in it`);
  console.log(
    `  ours without them, import and first acknowledgement: ${median(own).toFixed(0)} ms, ${ratio(own, of('bolt'))}`,
  );
  goal('cold start', median(own) / median(of('bolt')), 0.6, 'at most');
  goal('cold start with the host', median(of('countersign')) / median(of('bolt')), 0.6, 'at most');
}
