import { ApiError, notFound } from './api-error';
import type { GitHubParts, GitHubRequest } from './env';
import { jsonBody } from './json-body';
import { runHtml } from './present-actions';
import { repositoryUrl } from './present-repository';
import { resolveRef } from './refs';
import type { Repository, Workflow } from './world';

const documentation = 'rest/actions/workflows#create-a-workflow-dispatch-event';
const alwaysDetails = '2026-03-10';

/** @param idOrFile a workflow's ID or file name */
export function workflowOf(repository: Repository, idOrFile: string, about: string): Workflow {
  const found = repository.workflows.find((workflow) => String(workflow.id) === idOrFile || workflow.file === idOrFile);
  if (!found) throw notFound(about);
  return found;
}

/**
 * `POST /actions/workflows/{id}/dispatches`: 204, or 200 with the run when `return_run_details` is true or the API version is 2026-03-10.
 * A fault `reset-after` puts the run off by `showAfterSeconds`.
 */
export async function dispatchWorkflow(
  c: GitHubRequest,
  { store, links, withoutRunDetails }: GitHubParts,
): Promise<Response> {
  const repository = c.get('repository');
  const workflow = workflowOf(repository, c.req.param('workflow')!, documentation);
  const known = { ref: 'string!', inputs: 'object' } as const;
  const body = await jsonBody(
    c,
    withoutRunDetails ? known : { ...known, return_run_details: 'boolean' },
    documentation,
  );
  const ref = body.ref as string;
  const headSha = resolveRef(repository, ref);
  if (!headSha) throw new ApiError(422, `No ref found for: ${ref}`, documentation);
  const inputs = checkInputs(workflow, (body.inputs ?? {}) as Record<string, unknown>);

  const fault = c.get('fault');
  const delay = fault?.kind === 'reset-after' ? (fault.showAfterSeconds ?? 20) * 1000 : 0;
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  const run = store.dispatch(repository, workflow, c.get('actor').login, { ref: name, headSha, inputs }, delay);
  const wanted = body.return_run_details === true || c.req.header('x-github-api-version') === alwaysDetails;
  if (!wanted || withoutRunDetails) return c.body(null, 204);
  return c.json({
    workflow_run_id: run.id,
    run_url: `${repositoryUrl(repository, links)}/actions/runs/${run.id}`,
    html_url: runHtml(run, repository, links),
  });
}

function checkInputs(workflow: Workflow, given: Record<string, unknown>): Record<string, string> {
  const refuse = (message: string) => new ApiError(422, message, documentation);
  if (Object.keys(given).length > 25)
    throw refuse('you may only define up to 25 `inputs` for a `workflow_dispatch` event');
  const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(workflow.inputs, name));
  if (unexpected.length) throw refuse(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const inputs: Record<string, string> = {};
  for (const [name, { required, default: otherwise, options }] of Object.entries(workflow.inputs)) {
    const value = (given[name] ?? otherwise) as string | number | boolean | object | undefined;
    if (value === undefined || value === '') {
      if (required) throw refuse(`Required input '${name}' not provided`);
      continue;
    }
    if (typeof value === 'object')
      throw refuse(`For 'properties/inputs/${name}', ${JSON.stringify(value)} is not a string.`);
    const text = String(value);
    if (options && !options.includes(text))
      throw refuse(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
    inputs[name] = text;
  }
  return inputs;
}
