import { setTimeout as sleep } from 'node:timers/promises';
import { type WebClient } from '@slack/web-api';
import { slackCallError } from './failure';
import { type SlackSettings } from './settings';

/** How long a call may take, all its attempts together, and whether it may be sent again when no answer came. */
export interface CallPolicy {
  attemptMs: number;
  deadlineMs: number;
  /** False where sending it twice would do it twice. */
  repeatable: boolean;
}

export const READ_OR_REPLACE: CallPolicy = { attemptMs: 4000, deadlineMs: 10_000, repeatable: true };
export const SAY_ONCE: CallPolicy = { ...READ_OR_REPLACE, repeatable: false };
/** A trigger ID lives 3 s, of which the acknowledgement has used some. */
export const OPEN_FORM: CallPolicy = { attemptMs: 1500, deadlineMs: 2000, repeatable: true };

/** Errors are SlackCallError. */
export type SlackCall = <T>(method: string, send: (web: WebClient) => Promise<T>, policy: CallPolicy) => Promise<T>;

const FIRST_WAIT_MS = 200;
const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} };

/** The SDK with its own retries, waits and logging off, and one policy for all calls: ours. */
export function slackCaller(Client: typeof WebClient, { botToken, apiUrl }: SlackSettings): SlackCall {
  const clients = new Map<number, WebClient>();
  const clientFor = (timeout: number) => {
    const made =
      clients.get(timeout) ??
      new Client(botToken, {
        slackApiUrl: apiUrl,
        timeout,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
        logger: { ...silent, getLevel: () => 'error' as never },
      });
    clients.set(timeout, made);
    return made;
  };

  return async (method, send, { attemptMs, deadlineMs, repeatable }) => {
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      try {
        return await send(clientFor(attemptMs));
      } catch (error) {
        const failure = slackCallError(method, error);
        const wait = failure.waitMs ?? jittered(FIRST_WAIT_MS * 2 ** attempt);
        const inTime = performance.now() - started + wait + attemptMs <= deadlineMs;
        if (!failure.temporary || !inTime || (failure.mayHaveWorked && !repeatable)) throw failure;
        await sleep(wait);
      }
    }
  };
}

/** Half to all of it, so that many do not come back at once. */
function jittered(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}
