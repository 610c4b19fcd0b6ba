import { setTimeout as sleep } from 'node:timers/promises';
import { type WiredCompany } from '../product/wired-company';
import { type Seeded } from '../seeded';

export interface Kills {
  moment: number;
  write: number;
  call: number;
}

/** How long a host lives at most, in the time that it took to be ready: a slow machine has a slow host. */
const LONGEST_LIFE_STARTS = 5;
const FIRST_START_MS = 1_000;
/** Writes or calls of a life, by how many one lives for about as long. */
const LONGEST_LIFE = { write: 40, call: 40 };

/** Kills one host after the other: at a moment, or around a write to a table or a call to somebody. */
export async function killOn({ stack, wire, up }: WiredCompany, random: Seeded, count: number): Promise<Kills> {
  const kills: Kills = { moment: 0, write: 0, call: 0 };
  let startMs = FIRST_START_MS;
  for (let number = 0; number < count; number++) {
    const began = Date.now();
    await up();
    if (number > 0) startMs = Date.now() - began;
    const host = stack.host();
    const by = (['moment', 'write', 'call'] as const)[random.between(0, 2)]!;
    const longestMs = LONGEST_LIFE_STARTS * startMs;
    if (by === 'moment') {
      await sleep(random.next() * longestMs);
      process.kill(host.pid, 'SIGKILL');
    } else {
      const when = random.between(0, 1) === 0 ? 'before' : 'after';
      wire.arm({ kind: by, index: random.between(1, LONGEST_LIFE[by]), when });
      await Promise.race([host.ended, sleep(2 * longestMs)]);
      wire.disarm();
      if (!wire.tripped) process.kill(host.pid, 'SIGKILL');
    }
    await host.ended;
    kills[by === 'moment' || wire.tripped ? by : 'moment']++;
  }
  await up();
  return kills;
}
