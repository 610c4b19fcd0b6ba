import { type Run, type RunStep } from '../../model/run';

/** https://docs.github.com/en/rest/actions/workflow-runs: status, and conclusion once it is `completed` */
export function runState(status: string | null, conclusion: string | null): Run['state'] {
  if (status === 'in_progress') return 'running';
  if (status !== 'completed') return 'queued';
  switch (conclusion) {
    case null:
      return 'running';
    case 'success':
    case 'neutral':
      return 'succeeded';
    case 'cancelled':
      return 'cancelled';
    case 'timed_out':
      return 'timed_out';
    default:
      // failure, startup_failure, action_required, stale; and skipped, since nothing was deployed then
      return 'failed';
  }
}

export function stepState(status: string, conclusion: string | null): RunStep['state'] {
  if (status === 'in_progress') return 'running';
  if (status !== 'completed') return 'waiting';
  if (conclusion === 'success' || conclusion === 'neutral') return 'done';
  return conclusion === 'skipped' || conclusion === 'cancelled' ? 'skipped' : 'failed';
}
