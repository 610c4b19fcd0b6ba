import { setTimeout as sleep } from 'node:timers/promises';
import { type Seeded } from '../seeded';
import { type WiredCompany } from '../product/wired-company';
import { drawLine } from './lines';
import { ask, PLATFORMS, type PlatformName } from './platform-asks';
import { type Rows } from './rows';

/** One line that somebody typed until it was acknowledged, or gave up on. */
export interface Asked {
  platform: PlatformName;
  who: string;
  line: string;
  /** How often it was typed. */
  attempts: number;
  acknowledged: boolean;
}

/** Typed so often at most: whoever sees it fail again and again asks later. */
const MOST_ATTEMPTS = 6;
/** Nobody types more while so many are under way. */
const MOST_UNDER_WAY = 16;
/** Of ten deliveries so many come once more. */
const AGAIN = 2;

/** Types lines one after the other, each again where it failed before its asker's eyes, until it is told to stop. */
export async function askOn(company: WiredCompany, rows: Rows, random: Seeded, stopped: () => boolean) {
  const asked: Asked[] = [];
  const later: Promise<unknown>[] = [];
  while (!stopped()) {
    await sleep(random.between(100, 900));
    if ((await rows.requests.unfinished()).length >= MOST_UNDER_WAY) continue;
    const platform = PLATFORMS[random.between(0, PLATFORMS.length - 1)]!;
    const one: Asked = { ...drawLine(random), platform, attempts: 0, acknowledged: false };
    asked.push(one);
    while (!one.acknowledged && one.attempts < MOST_ATTEMPTS) {
      if (one.attempts > 0) await sleep(random.between(300, 1_500));
      one.attempts++;
      const { acknowledged, again } = await ask(company, platform, one.who, one.line);
      one.acknowledged = acknowledged;
      if (random.between(1, 10) <= AGAIN) later.push(sleep(random.between(0, 3_000)).then(again));
    }
  }
  await Promise.all(later);
  return asked;
}
