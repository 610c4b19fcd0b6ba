import { type Run, type RunStep } from '../../model/run';
import { type Build } from './build';
import { type TimelineRecord } from './timeline';

/** https://learn.microsoft.com/rest/api/azure/devops/build/builds/get: status, and result once it is `completed` */
export function runState({ status, result }: Pick<Build, 'status' | 'result'>): Run['state'] {
  if (status === 'inProgress' || status === 'cancelling') return 'running';
  if (status !== 'completed') return 'queued';
  if (result === 'canceled') return 'cancelled';
  // partiallySucceeded: a step failed that the pipeline itself lets go on (continueOnError)
  return result === 'succeeded' || result === 'partiallySucceeded' ? 'succeeded' : 'failed';
}

export function stepState({ state, result }: Pick<TimelineRecord, 'state' | 'result'>): RunStep['state'] {
  if (state === 'inProgress') return 'running';
  if (state !== 'completed') return 'waiting';
  if (result === 'succeeded' || result === 'succeededWithIssues') return 'done';
  return result === 'skipped' || result === 'canceled' ? 'skipped' : 'failed';
}
