import { surelyNotTaken } from '../surely-not-taken';
import { type CiCd, type DispatchedJob } from '../types';
import { VendorError } from '../vendor-error';
import { AzureDevOpsError } from './azure-devops-error';
import { type AzureDevOpsClient } from './client';
import { type PipelineId } from './pipeline-id';

/** Running a pipeline has no idempotency key, so the request is sent once and what came of it is told as exactly as it is known. */
export function start(client: AzureDevOpsClient, pipelineId: PipelineId): CiCd['start'] {
  return async (job) => {
    const { repository, workflow, ref, inputs, correlation } = job;
    let id: number;
    try {
      id = await pipelineId(repository, workflow);
    } catch (error) {
      return { state: 'refused', message: vendorError(error).message };
    }
    const body = {
      resources: { repositories: { self: { refName: ref.startsWith('refs/') ? ref : `refs/heads/${ref}` } } },
      templateParameters: { ...inputs, correlation },
    };
    try {
      const what = `run the pipeline ${workflow} of ${repository} on ${ref}`;
      const run = await client.ask<{ id: number }>(repository, what, `pipelines/${id}/runs`, { method: 'POST', body });
      return { state: 'started', runId: String(run.id) };
    } catch (error) {
      const failure = vendorError(error);
      return surelyNotTaken(failure)
        ? { state: 'refused', message: `${failure.message}${adviceFor(failure, job)}` }
        : { state: 'unknown', message: failure.message };
    }
  };
}

function vendorError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  throw error;
}

function adviceFor(failure: VendorError, { workflow, inputs }: DispatchedJob): string {
  const detail = failure instanceof AzureDevOpsError ? failure.detail : '';
  if (failure.status === 403) return ' The account also needs "Queue builds" on the pipeline.';
  if (/parameter/i.test(detail))
    return ` The pipeline ${workflow} must declare just these parameters: ${Object.keys({ ...inputs, correlation: '' }).join(', ')}.`;
  return '';
}
