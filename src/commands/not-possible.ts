import { type Outcome } from '../model/outcome';

/** What was asked for is not there: the command ends before anything happened. */
export function notPossible(message: string): { outcome: Outcome } {
  return { outcome: { result: 'invalid', reasonCode: 'target_not_found', message } };
}
