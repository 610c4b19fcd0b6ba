import { isoTime, nodeId, presentUser, type Links } from './present-basics';
import { presentMinimalRepository, repositoryHtml, repositoryUrl } from './present-repository';
import { commitOf } from './refs';
import type { JobProgress, RunProgress } from './run-plan';
import type { Run } from './state';
import type { Account, Repository, Workflow } from './world';

export const runHtml = (run: Run, repository: Repository, links: Links) =>
  `${repositoryHtml(repository, links)}/actions/runs/${run.id}`;

/** A job's ID comes from its run's and its place. */
const jobId = (run: Run, index: number) => run.id * 10 + index;
export const jobPlace = (id: number) => ({ runId: Math.floor(id / 10), index: id % 10 });

/** OpenAPI `workflow` */
export function presentWorkflow(workflow: Workflow, repository: Repository, links: Links) {
  const html = repositoryHtml(repository, links);
  const created = isoTime(repository.commits[0]!.at);
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: workflow.name,
    path: `.github/workflows/${workflow.file}`,
    state: 'active',
    created_at: created,
    updated_at: created,
    url: `${repositoryUrl(repository, links)}/actions/workflows/${workflow.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/.github/workflows/${workflow.file}`,
    badge_url: `${html}/workflows/${workflow.name}/badge.svg`,
  };
}

/** OpenAPI `workflow-run` */
export function presentRun(
  run: Run,
  progress: RunProgress,
  actor: Account,
  workflow: Workflow,
  repository: Repository,
  links: Links,
) {
  const base = repositoryUrl(repository, links);
  const url = `${base}/actions/runs/${run.id}`;
  const head = commitOf(repository, run.headSha)!;
  const person = { name: head.author.name, email: head.author.email };
  const suite = run.id + 25_000_000_000;
  return {
    id: run.id,
    name: workflow.name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.ref,
    head_sha: run.headSha,
    path: `.github/workflows/${workflow.file}`,
    display_title: workflow.runName(run.inputs),
    run_number: run.number,
    event: 'workflow_dispatch',
    status: progress.status,
    conclusion: progress.conclusion,
    workflow_id: workflow.id,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    url,
    html_url: runHtml(run, repository, links),
    pull_requests: [],
    created_at: isoTime(run.createdAt),
    updated_at: isoTime(progress.updatedAt),
    actor: presentUser(actor, links),
    run_attempt: 1,
    referenced_workflows: [],
    run_started_at: isoTime(run.createdAt),
    triggering_actor: presentUser(actor, links),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${base}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${base}/actions/workflows/${workflow.id}`,
    head_commit: {
      id: head.sha,
      tree_id: head.treeSha,
      message: head.message,
      timestamp: isoTime(head.at),
      author: person,
      committer: person,
    },
    repository: presentMinimalRepository(repository, links),
    head_repository: presentMinimalRepository(repository, links),
  };
}

/** OpenAPI `job` */
export function presentJob(
  job: JobProgress,
  index: number,
  run: Run,
  workflow: Workflow,
  repository: Repository,
  links: Links,
) {
  const id = jobId(run, index);
  const url = repositoryUrl(repository, links);
  const begun = job.status !== 'queued' && job.conclusion !== 'skipped';
  const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
  return {
    id,
    run_id: run.id,
    workflow_name: workflow.name,
    head_branch: run.ref,
    run_url: `${url}/actions/runs/${run.id}`,
    run_attempt: 1,
    node_id: nodeId('CR', id),
    head_sha: run.headSha,
    url: `${url}/actions/jobs/${id}`,
    html_url: `${runHtml(run, repository, links)}/job/${id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: isoTime(job.createdAt),
    started_at: isoTime(job.startedAt ?? job.createdAt),
    completed_at: time(job.completedAt),
    name: job.plan.name,
    steps: job.steps.map((step, place) => ({
      name: step.plan.name,
      status: step.status,
      conclusion: step.conclusion,
      number: place + 1,
      started_at: time(step.startedAt),
      completed_at: time(step.completedAt),
    })),
    check_run_url: `${url}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: begun ? 1_000_000 + index : null,
    runner_name: begun ? `GitHub Actions ${1_000_000 + index}` : null,
    runner_group_id: begun ? 0 : null,
    runner_group_name: begun ? 'GitHub Actions' : null,
  };
}
