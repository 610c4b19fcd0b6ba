import { setTimeout as sleep } from 'node:timers/promises';

/** Why a platform did not take a call. */
interface CallFailure extends Error {
  /** Whether the same call may well work later. */
  readonly temporary: boolean;
  /** Whether it may have been done all the same. */
  readonly mayHaveWorked: boolean;
  /** How long the platform asks to be left alone, ms. */
  readonly waitMs?: number;
}

interface Tries {
  attemptMs: number;
  /** For all attempts together. */
  deadlineMs: number;
  /** Doubles with each attempt. */
  firstWaitMs: number;
  /** False where sending it twice would do it twice. */
  repeatable: boolean;
}

/** One policy for all calls: 429 waits as long as it asks; trouble that passes is tried again in time, where that does no harm. */
export async function tryAgain<T>(
  send: () => Promise<T>,
  { attemptMs, deadlineMs, firstWaitMs, repeatable }: Tries,
): Promise<T> {
  const started = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isCallFailure(error)) throw error;
      // Half to all of it, so that many do not come back at once.
      const wait = error.waitMs ?? firstWaitMs * 2 ** attempt * (0.5 + Math.random() / 2);
      const inTime = performance.now() - started + wait + attemptMs <= deadlineMs;
      if (!error.temporary || !inTime || (error.mayHaveWorked && !repeatable)) throw error;
      await sleep(wait);
    }
  }
}

function isCallFailure(error: unknown): error is CallFailure {
  return error instanceof Error && 'temporary' in error && 'mayHaveWorked' in error;
}
