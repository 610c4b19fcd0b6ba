import { type OrchestrationContext } from 'durable-functions';
import { type VerifyInput } from '../activities/verify-action';
import { type Verification } from '../model/verification';
import { act, type Step } from './act';
import { pause, secondsSince } from './pause';
import { sayStatus } from './say-status';

const SECONDS_BETWEEN_LOOKS = 5;

/** Lets the target settle, then looks at its health until it is good or the time for it is over. */
export function* verifyTarget(
  context: OrchestrationContext,
  input: VerifyInput,
  { settleSeconds, healthTimeoutSeconds }: { settleSeconds: number; healthTimeoutSeconds: number },
): Step<Verification> {
  sayStatus(context, input, 'waits for its target to be healthy');
  yield* act(context, 'showVerifying', input);
  yield* pause(context, settleSeconds);
  const began = context.df.currentUtcDateTime.toISOString();
  for (;;) {
    const verification = yield* act(context, 'verifyAction', input);
    if (verification.state !== 'failing') return verification;
    if (secondsSince(context, began) + SECONDS_BETWEEN_LOOKS > healthTimeoutSeconds) return verification;
    yield* pause(context, SECONDS_BETWEEN_LOOKS);
  }
}
