import type { JsonFile } from '../../kit/json-file';
import { resolveCommit } from './refs';
import { runProgress, type DeploymentPlan, type RunProgress } from './run-plan';
import type { Deployment, DeploymentState, DeploymentStatus, Run, State } from './state';
import type { Repository, Workflow, World } from './world';

const actionsBot = 'github-actions[bot]';

/** Everything that changes in a sandbox GitHub. Runs go on by the clock alone; `settle` writes down what they have done so far. */
export class Store {
  constructor(
    readonly world: World,
    private readonly state: State,
    private readonly clock: { now(): number; runSeconds: number },
    private readonly links: { runHtml(run: Run): string },
    private readonly file?: JsonFile<State>,
  ) {
    if (state.deployments.length === 0) this.seedDeployments();
  }

  now = () => this.clock.now();
  snapshot = (): State => this.state;
  save = () => this.file?.write(this.state);

  /** Newest first; runs whose time has not come are not there yet. */
  runs(repository: Repository): Run[] {
    const now = this.now();
    return this.state.runs.filter((run) => run.repository === repository.name && run.createdAt <= now).reverse();
  }

  /** Newest first. */
  deployments(repository: Repository): Deployment[] {
    return this.state.deployments
      .filter((deployment) => deployment.repository === repository.name)
      .sort((a, b) => b.at - a.at || b.id - a.id);
  }

  workflowOf(run: Run): Workflow {
    return this.repositoryOf(run).workflows.find((workflow) => workflow.file === run.workflow)!;
  }

  progress(run: Run): RunProgress {
    const repository = this.repositoryOf(run);
    const plan = this.workflowOf(run).plan(run.inputs, (ref) => resolveCommit(repository, ref));
    return runProgress(plan, {
      createdAt: run.createdAt,
      duration: run.duration,
      cancelledAt: run.cancelledAt,
      now: this.now(),
    });
  }

  /** @param delay ms until the run exists */
  dispatch(
    repository: Repository,
    workflow: Workflow,
    actor: string,
    given: Pick<Run, 'ref' | 'headSha' | 'inputs'>,
    delay = 0,
  ): Run {
    const number =
      1 + this.state.runs.filter((run) => run.repository === repository.name && run.workflow === workflow.file).length;
    const run: Run = {
      id: 19_000_000_000 + this.takeId(),
      repository: repository.name,
      workflow: workflow.file,
      number,
      actor,
      ...given,
      createdAt: this.now() + delay,
      duration: this.clock.runSeconds * 1000,
      settled: false,
    };
    this.state.runs.push(run);
    this.save();
    return run;
  }

  deploy(repository: Repository, given: Omit<Deployment, 'id' | 'repository' | 'statuses'>): Deployment {
    const deployment: Deployment = {
      id: 2_000_000_000 + this.takeId(),
      repository: repository.name,
      ...given,
      statuses: [],
    };
    this.state.deployments.push(deployment);
    return deployment;
  }

  /**
   * @param autoInactive on success, earlier successful deployments of the same non-production environment become inactive
   * (docs.github.com/rest/deployments/statuses, `auto_inactive`); in production they stay as they are
   */
  addStatus(deployment: Deployment, given: Omit<DeploymentStatus, 'id'>, autoInactive = true): DeploymentStatus {
    const status = { id: 5_000_000_000 + this.takeId(), ...given };
    deployment.statuses.push(status);
    if (given.state !== 'success' || !autoInactive) return status;
    for (const other of this.state.deployments) {
      const same = other.repository === deployment.repository && other.environment === deployment.environment;
      const live = !other.transient && !other.production && other.statuses.at(-1)?.state === 'success';
      if (same && live && other !== deployment)
        other.statuses.push({
          ...given,
          id: 5_000_000_000 + this.takeId(),
          state: 'inactive',
          description: '',
          environmentUrl: '',
        });
    }
    return status;
  }

  cancel(run: Run): void {
    run.cancelledAt = this.now();
    this.settle();
    this.save();
  }

  /** Writes the deployments down that running workflows have made since the last time. */
  settle(): void {
    let changed = false;
    for (const run of this.state.runs) {
      if (run.settled || run.createdAt > this.now()) continue;
      const progress = this.progress(run);
      const job = progress.jobs.find(
        (candidate) =>
          candidate.plan.deployment !== undefined && candidate.startedAt !== null && candidate.conclusion !== 'skipped',
      );
      if (job && run.deployment === undefined) {
        this.beginDeployment(run, job.startedAt!, job.plan.deployment!);
        changed = true;
      }
      const deployment = this.state.deployments.find((candidate) => candidate.id === run.deployment);
      if (job?.status === 'completed' && deployment?.statuses.at(-1)?.state === 'in_progress') {
        this.addStatus(
          deployment,
          this.statusOf(run, deployment, job.conclusion === 'success' ? 'success' : 'failure', job.completedAt!),
        );
        changed = true;
      }
      if (progress.status === 'completed') run.settled = changed = true;
    }
    if (changed) this.save();
  }

  private beginDeployment(run: Run, at: number, plan: DeploymentPlan): void {
    const repository = this.repositoryOf(run);
    const production = plan.environment === 'production';
    const payload = { run_id: run.id, ...(run.inputs.correlation ? { correlation: run.inputs.correlation } : {}) };
    const deployment = this.deploy(repository, {
      ...plan,
      description: null,
      payload,
      creator: run.actor,
      transient: false,
      production,
      at,
    });
    this.addStatus(deployment, this.statusOf(run, deployment, 'in_progress', at));
    run.deployment = deployment.id;
  }

  private statusOf(run: Run, deployment: Deployment, state: DeploymentState, at: number): Omit<DeploymentStatus, 'id'> {
    return {
      state,
      creator: actionsBot,
      description: '',
      environment: deployment.environment,
      logUrl: this.links.runHtml(run),
      environmentUrl: '',
      at,
    };
  }

  private seedDeployments(): void {
    for (const { repository: name, environment, version, at, by } of this.world.deployments) {
      const repository = this.world.repositories.find((candidate) => candidate.name === name)!;
      const sha = resolveCommit(repository, version)!;
      const production = environment === 'production';
      const base = {
        sha,
        ref: version,
        task: 'deploy',
        environment,
        description: null,
        payload: {},
        creator: by.login,
      };
      const deployment = this.deploy(repository, { ...base, transient: false, production, at });
      const status = { creator: actionsBot, description: '', environment, logUrl: '', environmentUrl: '' };
      this.addStatus(deployment, { ...status, state: 'in_progress', at: at + 1000 });
      this.addStatus(deployment, { ...status, state: 'success', at: at + 95_000 });
    }
  }

  private repositoryOf(run: Run): Repository {
    return this.world.repositories.find((repository) => repository.name === run.repository)!;
  }

  private takeId(): number {
    return (this.state.nextId += 1);
  }
}
