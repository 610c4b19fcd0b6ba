import { type Run, type RunFailure, type RunStep } from '../../model/run';
import { type CiCd } from '../types';
import { type GitHubClient } from './client';
import { logTail } from '../log-tail';
import { mostPages } from '../most-pages';
import { runState, stepState } from './run-state';

const perPage = 100;

export function run(client: GitHubClient): CiCd['run'] {
  return async (repository, runId) => {
    const run_id = Number(runId);
    const [{ data }, jobs] = await Promise.all([
      client.ask(repository, `read run ${runId} of ${repository}`, (request, repo) =>
        request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...repo, run_id }),
      ),
      jobsOf(client, repository, run_id),
    ]);
    const state = runState(data.status, data.conclusion);
    const result: Run = { id: runId, url: data.html_url, state, steps: jobs.flatMap(stepsOf) };
    if (state !== 'failed' && state !== 'timed_out') return result;
    const failing = jobs.find(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out');
    const none = { job: data.name ?? 'workflow', step: data.conclusion ?? undefined, url: data.html_url, logLines: [] };
    return { ...result, failure: failing ? await failureOf(client, repository, failing) : none };
  };
}

type Job = Awaited<ReturnType<typeof jobsOf>>[number];

async function jobsOf(client: GitHubClient, repository: string, run_id: number) {
  const read = (page: number) =>
    client.ask(repository, `read the jobs of run ${run_id} of ${repository}`, (request, repo) =>
      request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
        ...repo,
        run_id,
        filter: 'latest',
        per_page: perPage,
        page,
      }),
    );
  const { jobs } = (await read(1)).data;
  for (let page = 2; page <= mostPages && jobs.length === (page - 1) * perPage; page++) {
    jobs.push(...(await read(page)).data.jobs);
  }
  return jobs;
}

/** A job that has no steps (not begun, or skipped) counts as one. */
function stepsOf({ name: job, status, conclusion, steps = [] }: Job): RunStep[] {
  if (steps.length === 0) return [{ job, name: job, state: stepState(status, conclusion) }];
  return [...steps]
    .sort((a, b) => a.number - b.number)
    .map((step) => ({ job, name: step.name, state: stepState(step.status, step.conclusion) }));
}

async function failureOf(client: GitHubClient, repository: string, job: Job): Promise<RunFailure> {
  const step = job.steps?.find(({ status, conclusion }) => stepState(status, conclusion) === 'failed')?.name;
  return {
    job: job.name,
    step,
    url: job.html_url ?? job.run_url,
    logLines: await readLog(client, repository, Number(job.id)).catch(() => []),
  };
}

async function readLog(client: GitHubClient, repository: string, job_id: number): Promise<string[]> {
  const { data } = await client.ask(
    repository,
    `read the log of job ${job_id} of ${repository}`,
    (request, repo) => request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', { ...repo, job_id }),
    { tail: true },
  );
  return logTail(data as string);
}
