import type { Deployment, Run } from '../github/state';
import type { RunProgress } from '../github/run-plan';
import type { Repository, Workflow } from '../github/world';
import type { AzureDevOpsParts } from './env';
import { guid, isoTime, presentIdentity } from './present-basics';

/** One run of a pipeline; what was deployed before this world began has a build too, of which nothing else is known. */
export interface Build {
  id: number;
  repository: Repository;
  workflow: Workflow;
  run?: Run;
  progress?: RunProgress;
  seeded?: Deployment;
}

const firstId = 5000;
const runIds = 19_000_000_000;
const deploymentIds = 2_000_000_000;

/** Every build of the project, newest first. */
export function buildsOf({ store, world }: AzureDevOpsParts): Build[] {
  return world.repositories
    .flatMap((repository) => {
      const runs = store.runs(repository);
      const started = new Set(runs.map(({ deployment }) => deployment));
      const deploy = repository.workflows.find(({ file }) => file === 'deploy.yml')!;
      return [
        ...runs.map((run): Build => ({
          id: run.id - runIds + firstId,
          repository,
          workflow: store.workflowOf(run),
          run,
          progress: store.progress(run),
        })),
        ...store
          .deployments(repository)
          .filter(({ id }) => !started.has(id))
          .map((seeded): Build => ({ id: seeded.id - deploymentIds + firstId, repository, workflow: deploy, seeded })),
      ];
    })
    .sort((a, b) => queuedAt(b) - queuedAt(a) || b.id - a.id);
}

export const queuedAt = ({ run, seeded }: Build) => run?.createdAt ?? seeded!.at;

export const pipelineName = (repository: Repository, workflow: Workflow) =>
  `${repository.name} ${workflow.name.toLowerCase()}`;

/** Build */
export function presentBuild(build: Build, { links, accounts, project }: AzureDevOpsParts) {
  const { id, repository, workflow, run, progress, seeded } = build;
  const queued = queuedAt(build);
  const number = `${new Date(queued).toISOString().slice(0, 10).replaceAll('-', '')}.${run?.number ?? 1}`;
  const ref = run?.ref ?? seeded!.ref;
  const tag = repository.tags.some(({ name }) => name === ref);
  const identity = presentIdentity(accounts.get(run?.actor ?? seeded!.creator)!);
  const done = seeded !== undefined || progress?.status === 'completed';
  return {
    _links: {
      self: { href: `${links.api}/_apis/build/Builds/${id}` },
      web: { href: `${links.html}/_build/results?buildId=${id}` },
      timeline: { href: `${links.api}/_apis/build/builds/${id}/Timeline` },
    },
    tags: [],
    validationResults: [],
    id,
    buildNumber: number,
    status: statusOf(build),
    ...(done ? { result: resultOf(build), finishTime: isoTime(progress?.updatedAt ?? seeded!.at + 95_000) } : {}),
    queueTime: isoTime(queued),
    ...(progress?.status === 'queued' ? {} : { startTime: isoTime(queued) }),
    url: `${links.api}/_apis/build/Builds/${id}`,
    definition: {
      id: workflow.id,
      name: pipelineName(repository, workflow),
      path: '\\',
      type: 'build',
      queueStatus: 'enabled',
      revision: 1,
    },
    project: { id: guid('project', project), name: project, state: 'wellFormed', visibility: 'private' },
    uri: `vstfs:///Build/Build/${id}`,
    sourceBranch: `refs/${tag ? 'tags' : 'heads'}/${ref}`,
    sourceVersion: run?.headSha ?? seeded!.sha,
    priority: 'normal',
    reason: 'manual',
    requestedFor: identity,
    requestedBy: identity,
    templateParameters: run?.inputs ?? { version: ref, environment: seeded!.environment },
    repository: { id: guid('repository', repository.name), type: 'TfsGit', name: repository.name, clean: null },
    retainedByRelease: false,
  };
}

function statusOf({ progress, run }: Build) {
  if (!progress || progress.status === 'completed') return 'completed';
  if (progress.status === 'queued') return 'notStarted';
  return run?.cancelledAt === undefined ? 'inProgress' : 'cancelling';
}

function resultOf({ progress }: Build) {
  if (!progress || progress.conclusion === 'success') return 'succeeded';
  return progress.conclusion === 'cancelled' ? 'canceled' : 'failed';
}
