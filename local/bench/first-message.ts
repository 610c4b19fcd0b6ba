import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { type startSlack } from '../slack/index';
import { goal } from './acknowledgement';
import { percentile } from './load';
import { type Measured } from './process';
import { ratio } from './ratio';
import { signedCommand } from './signed-command';

type Slack = Awaited<ReturnType<typeof startSlack>>;

const ROUNDS = 5;
const COMMANDS = 20;

/**
 * Command sent → chat.postMessage reaches Slack, one at a time. Bolt posts one line and keeps nothing. Ours starts a durable
 * orchestration, claims the request in a table row, and posts a message that it can find again after a crash.
 */
export async function firstMessage(servers: Record<string, Measured & { path: string }>, slack: Slack): Promise<void> {
  const rounds: Record<string, number[]> = {};
  for (const server of Object.values(servers)) await series(server, slack, 5);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, server] of Object.entries(servers)) {
      (rounds[name] ??= []).push(percentile(await series(server, slack, COMMANDS), 0.5));
    }
  }
  console.log(`\nCommand → first message at Slack, ${ROUNDS} rounds of ${COMMANDS}, one at a time, p50 of each round`);
  for (const [name, values] of Object.entries(rounds)) {
    console.log(`  ${name.padEnd(12)} ${values.map((value) => value.toFixed(1)).join(', ')} ms`);
  }
  const { countersign = [], bolt = [] } = rounds;
  console.log(`  ours / bolt: ${ratio(countersign, bolt)}`);
  goal('first message', percentile([...countersign].sort(), 0.5) / percentile([...bolt].sort(), 0.5), 1.5, 'at most');
}

async function series({ url, path }: Measured & { path: string }, slack: Slack, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    // An unknown version: planned, told and over; nothing runs beside the next measurement.
    const { body, headers } = signedCommand(slack.signingSecret, '/deploy', `order-service v0.0.${index} development`);
    const began = performance.now();
    const posted = nextPost(slack);
    await new Promise<void>((resolve, reject) => {
      request(url + path, { method: 'POST', headers }, (response) => response.resume().on('end', resolve))
        .on('error', reject)
        .end(body);
    });
    await posted;
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return times.sort((a, b) => a - b);
}

function nextPost(slack: Slack): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No message came within 20 s.')), 20_000);
    const stop = slack.workspace.subscribe((moment) => {
      if (moment.kind !== 'posted') return;
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}
