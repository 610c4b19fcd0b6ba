import { type Run, type RunFailure, type RunStep } from '../../model/run';
import { logTail } from '../log-tail';
import { type CiCd } from '../types';
import { type Build } from './build';
import { type AzureDevOpsClient } from './client';
import { runState, stepState } from './run-state';
import { jobsOf, type TimelineJob, type TimelineRecord } from './timeline';

export function run(client: AzureDevOpsClient): CiCd['run'] {
  return async (repository, runId) => {
    const path = `build/builds/${Number(runId)}`;
    const [build, timeline] = await Promise.all([
      client.ask<Build>(repository, `read run ${runId} of ${repository}`, path),
      client.ask<{ records: TimelineRecord[] } | null>(
        repository,
        `read the timeline of run ${runId} of ${repository}`,
        `${path}/timeline`,
      ),
    ]);
    const jobs = jobsOf(timeline?.records ?? []);
    const url = build._links.web.href;
    const state = runState(build);
    const result: Run = { id: runId, url, state, steps: jobs.flatMap(stepsOf) };
    if (state !== 'failed') return result;
    const failing = jobs.find(({ job }) => stepState(job) === 'failed');
    const none: RunFailure = { job: build.buildNumber, step: build.result, url, logLines: [] };
    return { ...result, failure: failing ? await failureOf(client, repository, path, url, failing) : none };
  };
}

/** A job that has no tasks (not begun, or skipped) counts as one step. */
function stepsOf({ job, tasks }: TimelineJob): RunStep[] {
  return (tasks.length > 0 ? tasks : [job]).map((step) => ({ job: job.name, name: step.name, state: stepState(step) }));
}

async function failureOf(
  client: AzureDevOpsClient,
  repository: string,
  path: string,
  url: string,
  { job, tasks }: TimelineJob,
): Promise<RunFailure> {
  const step = tasks.find((task) => stepState(task) === 'failed');
  const log = step?.log ?? job.log;
  const read = () => client.tail(repository, `read log ${log!.id} of ${repository}`, `${path}/logs/${log!.id}`);
  return {
    job: job.name,
    step: step?.name,
    url: `${url}&view=logs&j=${job.id}${step ? `&t=${step.id}` : ''}`,
    logLines: log ? await read().then(logTail, () => []) : [],
  };
}
