import { type Run, type RunStep } from '../model/run';
import { maskSecrets } from './mask-secrets';
import { type Scaling } from './types';

/** What one look at a scaling found. */
export interface ScalingLook {
  id: string;
  url?: string;
  /** Whether the vendor has begun on it, and in whose words. */
  taken: { by: string; yet: boolean };
  ready: number;
  /** Replicas there are, ready or not. */
  total: number;
}

/** A scaling as a run of two steps. An autoscaler may want more than its minimum; a number set by hand is exact. */
export function scalingRun({ target: { name: job }, replicas, autoscaler }: Scaling, look: ScalingLook) {
  const { id, url, taken, ready, total } = look;
  const done = taken.yet && ready >= replicas && (autoscaler || (ready === replicas && total === replicas));
  const surplus = autoscaler ? 0 : Math.max(0, ready - replicas);
  const steps: RunStep[] = [
    { job, name: taken.by, state: taken.yet ? 'done' : 'running' },
    {
      job,
      name: surplus ? `${surplus} still to stop` : `${ready} of ${replicas} ready`,
      state: done ? 'done' : taken.yet ? 'running' : 'waiting',
    },
  ];
  const base = { id, ...(url && { url }) };
  return {
    done,
    going: (): Run => ({ ...base, state: done ? 'succeeded' : 'running', steps }),
    ended: (state: 'failed' | 'cancelled' | 'timed_out', message: string): Run => ({
      ...base,
      state,
      steps: steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step)),
      failure: { job, step: steps.at(-1)?.name, logLines: [maskSecrets(message)] },
    }),
  };
}
