import { surelyNotTaken } from '../surely-not-taken';
import { type CiCd, type DispatchedJob, type Started } from '../types';
import { type VendorError } from '../vendor-error';
import { type GitHubClient } from './client';
import { GitHubError, toVendorError } from './github-error';

type Send = Awaited<ReturnType<GitHubClient['signIn']>>;

/** `workflow_dispatch` has no idempotency key, so the request is sent once and what came of it is told as exactly as it is known. */
export function start(client: GitHubClient): CiCd['start'] {
  return async (job) => {
    let send: Send;
    try {
      send = await client.signIn(job.repository);
    } catch (error) {
      return { state: 'refused', message: (error as Error).message };
    }
    try {
      return await dispatch(job, send);
    } catch (error) {
      const failure = toVendorError(error, doing(job));
      return surelyNotTaken(failure)
        ? { state: 'refused', message: `${failure.message}${adviceFor(failure, job)}` }
        : { state: 'unknown', message: failure.message };
    }
  };
}

const doing = (job: DispatchedJob) => `dispatch ${job.workflow} of ${job.repository} on ${job.ref}`;

async function dispatch(job: DispatchedJob, send: Send): Promise<Started> {
  try {
    return await post(job, send, { return_run_details: true });
  } catch (error) {
    const failure = toVendorError(error, doing(job));
    // Enterprise Server 3.19 answers 422 `"return_run_details" is not a permitted key.` before it looks at anything else, so
    // nothing was taken: https://github.com/benc-uk/workflow-dispatch/issues/86
    const unknownField =
      failure instanceof GitHubError && failure.status === 422 && failure.detail.includes('"return_run_details"');
    if (!unknownField) throw failure;
    return post(job, send, {});
  }
}

async function post(job: DispatchedJob, send: Send, details: { return_run_details?: boolean }): Promise<Started> {
  const { workflow: workflow_id, ref, inputs, correlation } = job;
  const [request, repo] = send(doing(job));
  const { status, data } = await request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...repo,
    workflow_id,
    ref,
    inputs: { ...inputs, correlation },
    ...details,
  });
  if (Number(status) >= 300) {
    const message = `GitHub: could not ${doing(job)}: the repository has moved. Write its new name into the company file.`;
    return { state: 'refused', message };
  }
  const runId = (data as { workflow_run_id?: number } | undefined)?.workflow_run_id;
  return { state: 'started', ...(runId === undefined ? {} : { runId: String(runId) }) };
}

function adviceFor(failure: VendorError, { workflow, ref, inputs }: DispatchedJob): string {
  const detail = failure instanceof GitHubError ? failure.detail : '';
  if (failure.status === 403) return ' A dispatch needs the permission "Actions: read and write".';
  if (failure.status === 404) return ` Check that .github/workflows/${workflow} is on the default branch.`;
  if (/workflow_dispatch' trigger/.test(detail)) return ` Add "on: workflow_dispatch" to ${workflow} on ${ref}.`;
  if (/disabled workflow/.test(detail)) return ` Enable ${workflow} in the repository's Actions tab.`;
  if (/inputs? /i.test(detail))
    return ` ${workflow} on ${ref} must declare just these inputs: ${Object.keys({ ...inputs, correlation: '' }).join(', ')}.`;
  return '';
}
