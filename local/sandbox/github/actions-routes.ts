import { Hono } from 'hono';
import { ApiError, notFound } from './api-error';
import { dispatchWorkflow, workflowOf } from './dispatch';
import type { GitHubEnv, GitHubParts, GitHubRequest } from './env';
import { paginate } from './paginate';
import { jobPlace, presentJob, presentRun, presentWorkflow } from './present-actions';
import { filterRuns } from './run-filter';
import type { Run } from './state';

const aboutRuns = 'rest/actions/workflow-runs#get-a-workflow-run';
const aboutJobs = 'rest/actions/workflow-jobs#get-a-job-for-a-workflow-run';

/** Workflows, dispatch, runs, jobs and logs. */
export function actionsRoutes(parts: GitHubParts): Hono<GitHubEnv> {
  const { store, links, accounts } = parts;
  const present = (c: GitHubRequest, run: Run) =>
    presentRun(run, store.progress(run), accounts.get(run.actor)!, store.workflowOf(run), c.get('repository'), links);
  const list = (c: GitHubRequest, runs: Run[]) => {
    const found = filterRuns(runs, c.req.query(), store);
    return c.json({ total_count: found.length, workflow_runs: paginate(c, found).map((run) => present(c, run)) });
  };
  const runOf = (c: GitHubRequest, id: number, documentation = aboutRuns) => {
    const run = store.runs(c.get('repository')).find((candidate) => candidate.id === id);
    if (!run) throw notFound(documentation);
    return run;
  };
  const jobOf = (c: GitHubRequest) => {
    const { runId, index } = jobPlace(Number(c.req.param('job')));
    const run = runOf(c, runId, aboutJobs);
    const job = store.progress(run).jobs[index];
    if (!job) throw notFound(aboutJobs);
    return { run, job, index };
  };

  return new Hono<GitHubEnv>()
    .get('/workflows', (c) => {
      const { workflows } = c.get('repository');
      const page = paginate(c, workflows).map((workflow) => presentWorkflow(workflow, c.get('repository'), links));
      return c.json({ total_count: workflows.length, workflows: page });
    })
    .get('/workflows/:workflow', (c) => {
      const workflow = workflowOf(
        c.get('repository'),
        c.req.param('workflow'),
        'rest/actions/workflows#get-a-workflow',
      );
      return c.json(presentWorkflow(workflow, c.get('repository'), links));
    })
    .post('/workflows/:workflow/dispatches', (c) => dispatchWorkflow(c, parts))
    .get('/workflows/:workflow/runs', (c) => {
      const about = 'rest/actions/workflow-runs#list-workflow-runs-for-a-workflow';
      const { file } = workflowOf(c.get('repository'), c.req.param('workflow'), about);
      return list(
        c,
        store.runs(c.get('repository')).filter((run) => run.workflow === file),
      );
    })
    .get('/runs', (c) => list(c, store.runs(c.get('repository'))))
    .get('/runs/:run', (c) => c.json(present(c, runOf(c, Number(c.req.param('run'))))))
    .post('/runs/:run/cancel', (c) => {
      const about = 'rest/actions/workflow-runs#cancel-a-workflow-run';
      const run = runOf(c, Number(c.req.param('run')), about);
      if (store.progress(run).status === 'completed')
        throw new ApiError(409, 'Cannot cancel a workflow run that is completed.', about);
      store.cancel(run);
      return c.json({}, 202);
    })
    .get('/runs/:run/jobs', (c) => {
      const run = runOf(c, Number(c.req.param('run')));
      const jobs = store
        .progress(run)
        .jobs.map((job, index) => presentJob(job, index, run, store.workflowOf(run), c.get('repository'), links));
      return c.json({ total_count: jobs.length, jobs: paginate(c, jobs) });
    })
    .get('/jobs/:job', (c) => {
      const { run, job, index } = jobOf(c);
      return c.json(presentJob(job, index, run, store.workflowOf(run), c.get('repository'), links));
    })
    .get('/jobs/:job/logs', (c) => {
      const { job } = jobOf(c);
      if (job.status !== 'completed' || job.steps.length === 0)
        throw notFound('rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run');
      return c.redirect(parts.logUrl(Number(c.req.param('job'))), 302);
    });
}
