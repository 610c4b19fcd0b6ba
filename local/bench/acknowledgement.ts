import { load, percentile } from './load';
import { type Measured } from './process';
import { median, ratio } from './ratio';

const ROUNDS = 5;

interface Figures {
  p50: number[];
  p99: number[];
  at10: number[];
  at50: number[];
  cpu: number[];
}

/** `/cs-help`, the same answer from each server, round by round. CPU is that of the server's process alone. */
export async function acknowledgement(
  servers: Record<string, Measured & { path: string }>,
  secret: string,
): Promise<void> {
  const figures: Record<string, Figures> = {};
  for (const [name, { url, path }] of Object.entries(servers)) {
    figures[name] = { p50: [], p99: [], at10: [], at50: [], cpu: [] };
    await load(url + path, secret, 10, 1_500);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, server] of Object.entries(servers)) {
      const mine = figures[name] as Figures;
      const target = server.url + server.path;
      const one = await load(target, secret, 1, 400);
      mine.p50.push(percentile(one.times, 0.5));
      mine.p99.push(percentile(one.times, 0.99));
      const before = server.cpu();
      const ten = await load(target, secret, 10, 1_500);
      const fifty = await load(target, secret, 50, 1_500);
      // What is written behind the answers is part of their price.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      mine.cpu.push((server.cpu() - before) / 3);
      mine.at10.push(ten.perSecond);
      mine.at50.push(fifty.perSecond);
    }
  }
  console.log(`\nAcknowledgement of /cs-help, ${ROUNDS} rounds, medians; ratios are round by round with their range`);
  for (const [name, { p50, p99, at10, at50, cpu }] of Object.entries(figures)) {
    console.log(
      `  ${name.padEnd(12)} p50 ${median(p50).toFixed(2)} ms  p99 ${median(p99).toFixed(2)} ms  ${median(at10).toFixed(0)}/s at 10  ${median(at50).toFixed(0)}/s at 50  CPU ${median(cpu).toFixed(0)} ms per 1,000`,
    );
  }
  const { countersign, bolt } = figures as { countersign: Figures; bolt: Figures };
  for (const baseline of ['bolt', 'bare', 'floor']) {
    const other = figures[baseline] as Figures;
    console.log(
      `  ours / ${baseline}: p50 ${ratio(countersign.p50, other.p50)}, p99 ${ratio(countersign.p99, other.p99)}, throughput ${ratio(countersign.at10, other.at10)} at 10, ${ratio(countersign.at50, other.at50)} at 50, CPU ${ratio(countersign.cpu, other.cpu)}`,
    );
  }
  goal('p50', median(countersign.p50) / median(bolt.p50), 1.0, 'at most');
  goal('CPU', median(countersign.cpu) / median(bolt.cpu), 0.6, 'at most');
  goal('throughput at 10', median(countersign.at10) / median(bolt.at10), 1.5, 'at least');
  goal('throughput at 50', median(countersign.at50) / median(bolt.at50), 1.5, 'at least');
}

/** Says whether a goal is met; a goal that is missed is said as plainly as one that is met. */
export function goal(what: string, value: number, wanted: number, sense: 'at most' | 'at least'): void {
  const met = sense === 'at most' ? value <= wanted : value >= wanted;
  console.log(`  goal: ${what} ${sense} ${wanted} × → ${value.toFixed(2)} × ${met ? 'met' : 'MISSED'}`);
}
