import { VendorError } from '../connectors/vendor-error';
import { type Run } from '../model/run';
import { type Verification } from '../model/verification';
import { changing, type Dependencies } from './dependencies';
import { type PollInput, showRunning } from './poll-action';

export type VerifyInput = Pick<PollInput, 'request' | 'requester' | 'plan' | 'approvedBy' | 'message'> & { run: Run };

/** Says on the message that health is being checked. */
export function showVerifying(dependencies: Dependencies) {
  return (input: VerifyInput): Promise<void> => showRunning(dependencies, input, { at: 'verifying', run: input.run });
}

/** One look at the target's health. Monitoring that does not answer is not health. */
export function verifyAction(dependencies: Dependencies) {
  return async ({ request, plan }: VerifyInput): Promise<Verification> => {
    try {
      return await changing(dependencies, request.command).verify(plan, dependencies);
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const text = `could not be asked: it ${error.temporary ? 'does not answer' : 'refuses the question, see the logs'}`;
      return { state: 'failing', readings: [{ check: error.vendor, value: null, ok: false, text }] };
    }
  };
}
