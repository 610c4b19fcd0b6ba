import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../../local/bench/load';
import { startMeasured } from '../../local/bench/process';
import { type Seeded } from '../../local/crash/seeded';
import { type Extent, type Suite } from '../../local/crash/suite';
import { Audience } from '../../local/demo/audience';
import { ANY_PORTS, type Stack, startStack } from '../../local/stack';
import { stormOf, tagIn, type Thing } from './storm/lines';
import { type Sent, sendStorm } from './storm/send';
import { carriedOut, drainRate, type Shown, shown, untilShown } from './storm/shown';

interface Weather {
  perSecond: number;
  seconds: number;
  /** How long Slack takes for each call. */
  slackMs: number;
  /** Slack sends an event that was not taken again nearly at once, after 1 minute and after 5. */
  retriesMs: number[];
}

const WEATHER: Record<Extent, Weather> = {
  everything: { perSecond: 300, seconds: 60, slackMs: 1_000, retriesMs: [1_000, 60_000, 300_000] },
  sample: { perSecond: 4, seconds: 3, slackMs: 300, retriesMs: [500, 1_000, 2_000] },
};
/** Of Slack's calls are answered 429. */
const REFUSED = 0.1;
/** MiB that the host may use at most, whatever comes in: the smallest instance that can be hired. */
const MOST_MEMORY = 512;
/** MiB of it for old objects: V8 collects them late where it sees gigabytes. */
const MOST_HEAP = 320;
const MOST_TOLD = 10;

/**
 * More commands than can be taken, with a Slack that is slow and refuses: each is acknowledged and then carried out and shown once, or it is
 * refused so that Slack or its asker knows. At length Bolt does the same calls of Slack beside it.
 */
export async function storm(_random: Seeded, extent: Extent): Promise<Suite> {
  // A trial that is smaller, or shorter and sooner told of again: `STORM_RATE=20 STORM_SECONDS=10 npm run torture -- storm`.
  const { STORM_RATE: rate, STORM_SECONDS: seconds } = process.env;
  const weather = {
    ...WEATHER[extent],
    ...(rate && { perSecond: Number(rate) }),
    ...(seconds && { seconds: Number(seconds), retriesMs: [1_000, 15_000, 30_000] }),
  };
  const folder = mkdtempSync(join(tmpdir(), 'countersign-storm-'));
  const env = { HOST_LOG_LEVEL: 'none', NODE_OPTIONS: `--max-old-space-size=${MOST_HEAP}` };
  const stack = await startStack({
    home: join(folder, 'home'),
    keep: false,
    ports: ANY_PORTS,
    env,
    gitHubLimit: 10_000_000,
  });
  try {
    const milliseconds = weather.slackMs;
    stack.slack.faults.set({ kind: 'ratelimited', share: REFUSED, milliseconds }, { kind: 'slow', milliseconds });
    const ours = await brew(stack, weather, (kind) => `${stack.host().url}/api/slack/${kind}`, isOurFirst);
    const memory = memoryOf(stack.host().pid);
    const wrong = await whatIsWrong(stack, ours);
    if (memory > MOST_MEMORY) wrong.push(`the host used ${memory.toFixed(0)} MiB`);
    const offered = `${ours.sent.length} at ${weather.perSecond}/s`;
    const mine = `${offered}: ${told(ours)}; host at most ${memory.toFixed(0)} MiB`;
    if (extent === 'sample') return { did: mine, wrong };
    await stack.host().stop();
    const bolt = await startMeasured('.build/bolt.mjs', [], stack.env);
    const theirs = await brew(stack, weather, () => bolt.url, isBoltsFirst).finally(() => bolt.stop());
    const ratio = drainRate(ours.messages) / drainRate(theirs.messages);
    return { did: `${mine}; Bolt: ${told(theirs)}; drained ${ratio.toFixed(2)} × as fast as Bolt`, wrong };
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Brewed {
  sent: Sent[];
  messages: Shown[];
}

async function brew(
  { slack }: Stack,
  { perSecond, seconds, retriesMs }: Weather,
  urlOf: (kind: Thing['kind']) => string,
  isFirst: (text: string) => boolean,
): Promise<Brewed> {
  const things = stormOf(perSecond * seconds);
  const sent = await sendStorm(things, { secret: slack.signingSecret, urlOf, retriesMs }, perSecond);
  const messages = await untilShown(new Set(taken(sent).map(({ tag }) => tag)), () => shown(slack, things, isFirst));
  return { sent, messages };
}

const isOurFirst = (text: string) => text.includes('Reading what runs now');
const isBoltsFirst = (text: string) => !text.startsWith('Plan:');

async function whatIsWrong(stack: Stack, { sent, messages }: Brewed): Promise<string[]> {
  const audience = new Audience(stack);
  const outcomes = (await audience.entries()).filter(({ kind }) => kind === 'outcome');
  const entriesOf = byTag(outcomes, ({ command }) => tagIn(command ?? ''));
  const messagesOf = byTag(messages, ({ tag }) => tag);
  const wrong: string[] = [];
  for (const { tag, acknowledgedIn, statuses } of sent) {
    const [entries, seen] = [entriesOf.get(tag) ?? [], messagesOf.get(tag) ?? []];
    const what = `${tag} (${statuses.join(', ')}): ${entries.length} outcomes, ${seen.length} messages`;
    // Whoever was not answered in time does not know: it may have been taken all the same, but once.
    const least = acknowledgedIn === undefined ? 0 : 1;
    if (entries.length > 1 || entries.length < least || seen.length !== entries.length) wrong.push(what);
    const [failed] = entries.filter(({ result }) => result !== 'success');
    if (failed) wrong.push(`${what}; it ended with ${failed.result}: ${JSON.stringify(failed.details)}`);
    if (seen.some(({ ends }) => !ends.at(-1))) wrong.push(`${what}; it ends as it began`);
    if (seen.some(({ ends }) => ends.lastIndexOf(false) > 0)) wrong.push(`${what}; it went back`);
  }
  if (taken(sent).length === 0) wrong.push('nothing was acknowledged');
  const chain = await audience.verifyChain();
  if (!chain.intact) wrong.push(`the chain is broken: ${JSON.stringify(chain)}`);
  return wrong.length > MOST_TOLD ? [...wrong.slice(0, MOST_TOLD), `and ${wrong.length - MOST_TOLD} more`] : wrong;
}

function byTag<T>(all: T[], tagOf: (one: T) => string | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const tag = tagOf(one);
    if (tag !== undefined) found.set(tag, [...(found.get(tag) ?? []), one]);
  }
  return found;
}

function taken(sent: Sent[]): (Sent & { acknowledgedIn: number })[] {
  return sent.filter((one): one is Sent & { acknowledgedIn: number } => one.acknowledgedIn !== undefined);
}

function told({ sent, messages }: Brewed): string {
  const times = taken(sent)
    .map(({ acknowledgedIn }) => acknowledgedIn)
    .sort((a, b) => a - b);
  const ms = (share: number) => `${percentile(times, share).toFixed(0)} ms`;
  const attempts = sent.flatMap(({ statuses }) => statuses);
  const late = attempts.filter((status) => status === 0).length;
  return (
    `${times.length} taken (p50 ${ms(0.5)}, p99 ${ms(0.99)}) in ${attempts.length} attempts, ${late} of them not answered within 3 s; ` +
    `${carriedOut(messages)} carried out, ${drainRate(messages).toFixed(1)}/s, in ${messages.length} messages`
  );
}

/** MiB, at its most. */
function memoryOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}
