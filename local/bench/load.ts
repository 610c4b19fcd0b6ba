import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { signedCommand } from './signed-command';

export interface Load {
  /** Milliseconds, sorted. */
  times: number[];
  perSecond: number;
}

/** Sends one `/cs-help` after another on `concurrency` kept-alive connections; throws at the first that is not acknowledged. */
export function load(url: string, secret: string, concurrency: number, count: number): Promise<Load> {
  return inLanes(concurrency, count, (agent) => timed(url, secret, agent));
}

/** Sends one after another on `concurrency` kept-alive connections; throws what the first that fails throws. */
export async function inLanes(
  concurrency: number,
  count: number,
  send: (agent: Agent) => Promise<number>,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const times: number[] = [];
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) times.push(await send(agent));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { times: times.sort((a, b) => a - b), perSecond: times.length / seconds };
}

/** Milliseconds from the first byte sent to the last byte of a 200 that says something. */
export function timed(url: string, secret: string, agent?: Agent): Promise<number> {
  return timedPost(url, signedCommand(secret, '/cs-help', ''), 100, agent);
}

/** Milliseconds from the first byte sent to the last byte of a 200 of at least so many bytes. */
export function timedPost(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  least: number,
  agent?: Agent,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        if (response.statusCode !== 200 || bytes < least)
          reject(new Error(`${url}: ${response.statusCode}, ${bytes} bytes`));
        else resolve(performance.now() - began);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The value below which a share of the sorted values lies. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
