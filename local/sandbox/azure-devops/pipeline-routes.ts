import { Hono } from 'hono';
import { resolveRef } from '../github/refs';
import type { Repository, Workflow } from '../github/world';
import { ApiError } from './api-error';
import { buildsOf, pipelineName, presentBuild } from './builds';
import type { AzureDevOpsEnv, AzureDevOpsParts } from './env';
import { environmentRoutes } from './environment-routes';
import { guid, listOf } from './present-basics';

interface RunParameters {
  resources?: { repositories?: { self?: { refName?: string } } };
  templateParameters?: Record<string, unknown>;
}

const invalid = (message: string) => new ApiError(400, message, 'PipelineValidationException');

/** `_apis/pipelines`: pipelines, running one, and environments. A fault `reset-after` puts the run off by `showAfterSeconds`. */
export function pipelineRoutes(parts: AzureDevOpsParts): Hono<AzureDevOpsEnv> {
  const { world, store, links } = parts;
  const pipelines = world.repositories.flatMap((repository) =>
    repository.workflows.map((workflow) => ({ repository, workflow })),
  );
  const reference = ({ repository, workflow }: { repository: Repository; workflow: Workflow }) => ({
    url: `${links.api}/_apis/pipelines/${workflow.id}?revision=1`,
    id: workflow.id,
    revision: 1,
    name: pipelineName(repository, workflow),
    folder: '\\',
  });
  return new Hono<AzureDevOpsEnv>()
    .route('/environments', environmentRoutes(parts))
    .get('/', (c) => {
      const byName = pipelines.map(reference).sort((a, b) => (a.name < b.name ? -1 : 1));
      return c.json(listOf(byName.slice(0, Number(c.req.query('$top') ?? 1000))));
    })
    .post('/:pipeline/runs', async (c) => {
      const id = c.req.param('pipeline');
      const found = pipelines.find(({ workflow }) => String(workflow.id) === id);
      if (!found) {
        const message = `TF215016: The build definition ${id} does not exist. Specify a valid build definition and try again.`;
        throw new ApiError(404, message, 'DefinitionNotFoundException');
      }
      const { repository, workflow } = found;
      const body = await c.req.json<RunParameters>().catch((): RunParameters => {
        throw new ApiError(
          400,
          'VssRequestContentTypeNotSupportedException',
          'VssRequestContentTypeNotSupportedException',
        );
      });
      const refName = body.resources?.repositories?.self?.refName ?? `refs/heads/${repository.defaultBranch}`;
      const headSha = refName.startsWith('refs/') ? resolveRef(repository, refName) : undefined;
      if (!headSha) {
        throw invalid(
          `/azure-pipelines.yml: Could not get the latest source version for repository ${repository.name} hosted on Azure Repos using ref ${refName}.`,
        );
      }
      const inputs = checkParameters(workflow, body.templateParameters ?? {});
      const fault = c.get('fault');
      const delay = fault?.kind === 'reset-after' ? (fault.showAfterSeconds ?? 20) * 1000 : 0;
      const ref = refName.replace(/^refs\/(heads|tags)\//, '');
      const run = store.dispatch(repository, workflow, world.machineUser.login, { ref, headSha, inputs }, delay);
      const build = buildsOf(parts).find((candidate) => candidate.run === run) ?? { id: 0, repository, workflow, run };
      const { _links, buildNumber, queueTime } = presentBuild({ ...build, progress: store.progress(run) }, parts);
      return c.json({
        _links: { self: { href: `${links.api}/_apis/pipelines/${id}/runs/${build.id}` }, web: _links.web },
        templateParameters: inputs,
        pipeline: reference(found),
        state: 'inProgress',
        createdDate: queueTime,
        url: `${links.api}/_apis/pipelines/${id}/runs/${build.id}`,
        resources: {
          repositories: {
            self: {
              repository: { id: guid('repository', repository.name), type: 'azureReposGit' },
              refName,
              version: headSha,
            },
          },
        },
        id: build.id,
        name: buildNumber,
      });
    });
}

function checkParameters(workflow: Workflow, given: Record<string, unknown>): Record<string, string> {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(workflow.inputs, name)) throw invalid(`Unexpected parameter '${name}'`);
  return Object.fromEntries(
    Object.entries(workflow.inputs).flatMap(([name, { required, default: otherwise, options }]) => {
      const value = given[name] ?? otherwise;
      if (value === undefined || value === '') {
        if (required) throw invalid(`A value for the '${name}' parameter must be provided.`);
        return [];
      }
      if (typeof value !== 'string' || (options && !options.includes(value)))
        throw invalid(`The '${name}' parameter value '${JSON.stringify(value)}' is not a valid value.`);
      return [[name, value]];
    }),
  );
}
