export interface StepPlan {
  name: string;
  /** The lines it prints, without their timestamps. */
  log: string[];
  fails?: boolean;
}

export interface DeploymentPlan {
  environment: string;
  ref: string;
  sha: string;
  task: string;
}

/** A job as it will go; jobs run one after the other, and after a failing step the later jobs are skipped. */
export interface JobPlan {
  name: string;
  steps: StepPlan[];
  /** Created when the job starts, closed when it ends. */
  deployment?: DeploymentPlan;
}

type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';
type Status = 'queued' | 'in_progress' | 'completed';

interface Progress {
  status: Status;
  conclusion: Conclusion | null;
  /** ms since 1970 */
  startedAt: number | null;
  completedAt: number | null;
}
interface StepProgress extends Progress {
  plan: StepPlan;
}
export interface JobProgress extends Progress {
  plan: JobPlan;
  createdAt: number;
  steps: StepProgress[];
}
export interface RunProgress {
  status: Status;
  conclusion: Conclusion | null;
  updatedAt: number;
  jobs: JobProgress[];
}

const queuedShare = 0.1;

/**
 * Where a run stands, worked out from the clock alone, so nothing ticks and a restart loses nothing.
 * As on GitHub a job that needs another is not listed before it can start, and a step after a failing one is skipped.
 * @param times all in ms since 1970; `duration` in ms
 */
export function runProgress(
  plan: JobPlan[],
  { createdAt, duration, cancelledAt, now }: { createdAt: number; duration: number; cancelledAt?: number; now: number },
): RunProgress {
  const steps = plan.reduce((sum, job) => sum + job.steps.length, 0);
  const stepTime = (duration * (1 - queuedShare)) / steps;
  const until = Math.min(now, cancelledAt ?? Infinity);
  const cancelled = cancelledAt !== undefined && cancelledAt <= now;
  const jobs: JobProgress[] = [];
  let clock = createdAt + duration * queuedShare;
  let readyAt = createdAt;
  let failed = false;

  for (const job of plan) {
    if (readyAt > until) break;
    if (failed) {
      jobs.push({
        plan: job,
        createdAt: clock,
        status: 'completed',
        conclusion: 'skipped',
        startedAt: clock,
        completedAt: clock,
        steps: [],
      });
      continue;
    }
    const startedAt = clock;
    const progress: StepProgress[] = [];
    for (const step of job.steps) {
      const begun = clock;
      if (!failed) clock += stepTime;
      progress.push({
        plan: step,
        ...span(begun, clock, until, failed ? 'skipped' : step.fails ? 'failure' : 'success'),
      });
      failed ||= Boolean(step.fails);
    }
    const own = span(startedAt, clock, until, failed ? 'failure' : 'success');
    jobs.push({ plan: job, createdAt: readyAt, ...own, steps: startedAt > until ? [] : progress });
    readyAt = clock;
  }

  const done = clock <= until && !jobs.some((job) => job.status !== 'completed');
  if (cancelled && !done) return cancelRun(jobs, until);
  if (done) return { status: 'completed', conclusion: failed ? 'failure' : 'success', updatedAt: clock, jobs };
  const started = createdAt + duration * queuedShare <= until;
  return { status: started ? 'in_progress' : 'queued', conclusion: null, updatedAt: lastChange(jobs, createdAt), jobs };
}

/** When a job or a step last began or ended. */
function lastChange(jobs: JobProgress[], createdAt: number): number {
  const parts = jobs.flatMap((job) => [job, ...job.steps]);
  return Math.max(createdAt, ...parts.flatMap(({ startedAt, completedAt }) => [startedAt ?? 0, completedAt ?? 0]));
}

function span(start: number, end: number, until: number, conclusion: Conclusion): Progress {
  if (start > until) return { status: 'queued', conclusion: null, startedAt: null, completedAt: null };
  if (end > until) return { status: 'in_progress', conclusion: null, startedAt: start, completedAt: null };
  return { status: 'completed', conclusion, startedAt: start, completedAt: end };
}

function cancelRun(jobs: JobProgress[], at: number): RunProgress {
  const stop = <T extends Progress>(part: T): T =>
    part.status === 'completed'
      ? part
      : { ...part, status: 'completed', conclusion: 'cancelled', startedAt: part.startedAt ?? at, completedAt: at };
  const stopped = jobs.map((job) => ({ ...stop(job), steps: job.steps.map(stop) }));
  return { status: 'completed', conclusion: 'cancelled', updatedAt: at, jobs: stopped };
}
