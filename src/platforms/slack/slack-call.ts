import { type WebClient } from '@slack/web-api';
import { tryAgain } from '../shared/try-again';
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

  return (method, send, policy) => {
    const once = async () => {
      try {
        return await send(clientFor(policy.attemptMs));
      } catch (error) {
        throw slackCallError(method, error);
      }
    };
    return tryAgain(once, { ...policy, firstWaitMs: FIRST_WAIT_MS });
  };
}
