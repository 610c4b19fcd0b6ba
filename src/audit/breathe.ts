import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before another attempt, up to half a second; at random, so that writers which met part. */
export function breathe(attempt: number): Promise<void> {
  return sleep(Math.random() * Math.min(20 * 2 ** attempt, 500));
}
