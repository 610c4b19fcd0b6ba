import { setTimeout as sleep } from 'node:timers/promises';
import { type SlackServer } from '../../../local/slack/index';
import { tagIn, type Thing } from './lines';

/** A message of a storm, as the channel saw it. */
export interface Shown {
  tag: string;
  /** Of each state that it showed, in order: whether that was its last. */
  ends: boolean[];
  /** When it last changed, ms. */
  at: number;
}

/** How often, and how long nothing may move before what is left is given up. */
const LOOK_MS = 500;
const STILL_MS = 60_000;

/** The messages of a storm so far. The first says that the plan is read; it is never shown again behind the plan. */
export function shown({ workspace }: SlackServer, things: Thing[], isFirst: (text: string) => boolean): Shown[] {
  const tags = new Set(things.map(({ tag }) => tag));
  return workspace.state.messages.flatMap(({ versions }): Shown[] => {
    const tag = tagIn(versions[0]!.text);
    if (tag === undefined || !tags.has(tag)) return [];
    return [{ tag, ends: versions.map(({ text }) => !isFirst(text)), at: versions.at(-1)!.at }];
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

/** How many a second came to their end, of the middle four fifths of all. */
export function drainRate(messages: Shown[]): number {
  const ends = messages.flatMap(({ ends, at }) => (ends.at(-1) ? [at] : [])).sort((a, b) => a - b);
  const [first, last] = [ends[Math.floor(ends.length * 0.1)], ends[Math.floor(ends.length * 0.9)]];
  if (first === undefined || last === undefined || last === first) return Number.NaN;
  return (ends.length * 0.8) / ((last - first) / 1_000);
}
