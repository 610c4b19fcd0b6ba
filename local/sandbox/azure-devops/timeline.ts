import type { JobProgress, RunProgress } from '../github/run-plan';
import type { Build } from './builds';
import { guid, isoTime } from './present-basics';

/** Steps that runners add, by the names they have here. */
const names: Record<string, string> = {
  'Set up job': 'Initialize job',
  'actions/checkout@v5': 'Checkout',
  'Complete job': 'Finalize Job',
};

type Part = Pick<JobProgress, 'status' | 'conclusion' | 'startedAt' | 'completedAt'>;

/** Timeline: a stage, in it a phase with a job for each job, in that a task for each step. */
export function presentTimeline({ id, progress, workflow }: Build & { progress: RunProgress }) {
  const of = (...words: (string | number)[]) => guid('timeline', id, ...words);
  const stage = {
    id: of('stage'),
    parentId: null,
    type: 'Stage',
    name: '__default',
    order: 1,
    identifier: '__default',
  };
  const whole: Part = { ...progress, startedAt: null, completedAt: null };
  const records = progress.jobs.flatMap((job, index) => {
    const { name } = job.plan;
    const phase = { id: of('phase', index), parentId: stage.id, type: 'Phase', name, order: index + 1 };
    const own = { id: of('job', index), parentId: phase.id, type: 'Job', name, order: 1, log: logOf(job, index) };
    return [
      { ...phase, ...stateOf(job), log: null },
      { ...own, ...stateOf(job) },
      ...job.steps.map((step, n) => ({
        id: of('task', index, n),
        parentId: own.id,
        type: 'Task',
        name: names[step.plan.name] ?? step.plan.name,
        order: n + 1,
        ...stateOf(step),
        log: logOf(step, index, n),
      })),
    ];
  });
  return {
    records: [{ ...stage, ...stateOf(whole), log: null }, ...records].reverse(),
    lastChangedBy: '00000002-0000-8888-8000-000000000000',
    lastChangedOn: isoTime(progress.updatedAt),
    id: of('timeline', workflow.id),
    changeId: 42,
    url: null,
  };
}

/** Logs are numbered: of a job, and after it of its steps. */
function logOf(part: Part, job: number, step = -1) {
  return part.status === 'completed' && part.startedAt !== null && part.conclusion !== 'skipped'
    ? { id: job * 100 + step + 2, type: 'Container', url: '' }
    : null;
}

function stateOf({ status, conclusion, startedAt, completedAt }: Part) {
  const results = { success: 'succeeded', failure: 'failed', cancelled: 'canceled', skipped: 'skipped' } as const;
  return {
    state: status === 'queued' ? 'pending' : status === 'in_progress' ? 'inProgress' : 'completed',
    result: status === 'completed' && conclusion ? results[conclusion] : null,
    startTime: startedAt === null ? null : isoTime(startedAt),
    finishTime: completedAt === null ? null : isoTime(completedAt),
    attempt: 1,
    previousAttempts: [],
  };
}

/** The lines of a log, each with its time; undefined when there is no such log (yet). */
export function logLines({ jobs }: RunProgress, id: number): string[] | undefined {
  const job = jobs[Math.floor((id - 1) / 100)];
  const number = (id - 1) % 100;
  const steps = number === 0 ? job?.steps : job?.steps.slice(number - 1, number);
  const written = steps?.filter(({ status, conclusion }) => status === 'completed' && conclusion !== 'skipped');
  if (!written?.length) return undefined;
  return written.flatMap(({ plan, startedAt }) =>
    plan.log.map(
      (line) =>
        `${isoTime(startedAt!)} ${line.replace(/^##\[error\]Process completed with exit code 1\.$/, "##[error]Bash exited with code '1'.")}`,
    ),
  );
}
