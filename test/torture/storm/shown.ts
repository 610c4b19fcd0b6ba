import { setTimeout as sleep } from 'node:timers/promises';
import { type SlackServer } from '../../../local/slack/index';
import { tagIn, type Thing } from './lines';

/** A message of a storm, as the channel saw it. */
export interface Shown {
  tag: string;
  /** Of each state that it showed, in order: whether that was its last. */
  ends: boolean[];
  /** When it was posted, and when it last changed, ms. */
  since: number;
  at: number;
}

/** How often, and how long nothing may move before what is left is given up. */
const LOOK_MS = 500;
const STILL_MS = 60_000;

/**
 * The messages of a storm so far, without what is said below them: a result that took a minute calls its requester there. The first state says
 * that the plan is read; it is never shown again behind the plan.
 */
export function shown({ workspace }: SlackServer, things: Thing[], isFirst: (text: string) => boolean): Shown[] {
  const tags = new Set(things.map(({ tag }) => tag));
  return workspace.state.messages.flatMap(({ versions, threadTs }): Shown[] => {
    const tag = tagIn(versions[0]!.text);
    if (tag === undefined || !tags.has(tag) || threadTs !== undefined) return [];
    return [{ tag, ends: versions.map(({ text }) => !isFirst(text)), since: versions[0]!.at, at: versions.at(-1)!.at }];
  });
}

/** Waits until all of these have their end, or nothing changes for a minute. */
export async function untilShown(expected: Set<string>, look: () => Shown[]): Promise<Shown[]> {
  let [seen, since] = ['', performance.now()];
  for (;;) {
    const now = look();
    const ended = new Set(now.filter(({ ends }) => ends.at(-1)).map(({ tag }) => tag));
    const open = now.length - ended.size;
    if (open <= 0 && [...expected].every((tag) => ended.has(tag))) return now;
    const state = `${now.length} ${ended.size}`;
    if (state !== seen) [seen, since] = [state, performance.now()];
    if (performance.now() - since > STILL_MS) return now;
    await sleep(LOOK_MS);
  }
}

/** How many things were carried out, however often each was. */
export function carriedOut(messages: Shown[]): number {
  return new Set(messages.filter(({ ends }) => ends.at(-1)).map(({ tag }) => tag)).size;
}

/** How many were carried out in each second in which any was under way, from its first state to its last. */
export function drainRate(messages: Shown[]): number {
  let [busy, until] = [0, -Infinity];
  for (const { since, at } of messages.toSorted((a, b) => a.since - b.since)) {
    busy += Math.max(0, at - Math.max(since, until));
    until = Math.max(until, at);
  }
  return carriedOut(messages) / (busy / 1_000);
}
