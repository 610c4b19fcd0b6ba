import { randomUUID } from 'node:crypto';
import { Agenda } from '../../kit/agenda';

/** From a change to the end of its operation, as a part of the time a replica takes. */
const PROVISIONED = 0.3;

export interface AppState {
  subscription: string;
  group: string;
  name: string;
  minimum: number;
  maximum: number;
  provisioningState: 'InProgress' | 'Succeeded' | 'Failed';
  /** ms since 1970 */
  createdAt: number;
  modifiedAt: number;
  revisions: RevisionState[];
  latestReady: string;
  multiple: boolean;
  /** New replicas never get ready. */
  stuck: boolean;
  /** New revisions fail with this. */
  failure?: string;
  /** Changes fail with this. */
  operationError?: string;
}

export interface RevisionState {
  name: string;
  createdAt: number;
  minimum: number;
  maximum: number;
  active: boolean;
  replicas: { name: string; createdAt: number; ready: boolean }[];
  error?: string;
}

export interface OperationState {
  id: string;
  startedAt: number;
  endedAt?: number;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  error?: { code: string; message: string };
  app: AppState;
}

/** Container apps and their revisions. What is asked for is done as time goes by: whoever looks, lets it catch up first. */
export class ContainerApps {
  readonly apps: AppState[] = [];
  readonly operations = new Map<string, OperationState>();
  private readonly agenda = new Agenda();

  constructor(
    readonly now: () => number,
    private readonly replicaSeconds: number,
  ) {}

  /** @param count its minimum and its maximum */
  add(subscription: string, group: string, name: string, count: number): AppState {
    const at = this.now();
    const app: AppState = {
      subscription,
      group,
      name,
      minimum: count,
      maximum: count,
      provisioningState: 'Succeeded',
      createdAt: at,
      modifiedAt: at,
      revisions: [],
      latestReady: '',
      multiple: false,
      stuck: false,
    };
    const revision = this.revise(app, at);
    revision.replicas = Array.from({ length: count }, () => newReplica(revision.name, at, true));
    app.latestReady = revision.name;
    this.apps.push(app);
    return app;
  }

  catchUp(): void {
    this.agenda.runUntil(this.now());
  }

  /** Every change of the template makes a revision. It has ended when its operation has; replicas come after. */
  change(app: AppState, bounds: { minimum: number; maximum: number }): OperationState {
    const startedAt = this.now();
    Object.assign(app, bounds, { modifiedAt: startedAt, provisioningState: 'InProgress' });
    const revision = this.revise(app, startedAt);
    const operation: OperationState = { id: randomUUID(), startedAt, status: 'InProgress', app };
    this.operations.set(operation.id, operation);
    this.later(startedAt, PROVISIONED, (at) => {
      const { operationError } = app;
      app.provisioningState = operation.status = operationError ? 'Failed' : 'Succeeded';
      operation.endedAt = at;
      if (operationError) operation.error = { code: 'ContainerAppOperationError', message: operationError };
      else this.fill(app, revision, at);
    });
    return operation;
  }

  /** The replicas of the revision, one after the other; the revision before goes when the last is ready. */
  private fill(app: AppState, revision: RevisionState, at: number): void {
    if (app.failure) revision.error = app.failure;
    const running = app.revisions.find(({ name }) => name === app.latestReady)?.replicas.length ?? 0;
    const count = Math.min(app.maximum, Math.max(app.minimum, running));
    revision.replicas = Array.from({ length: count }, () => newReplica(revision.name, at, false));
    if (app.failure || app.stuck) return;
    revision.replicas.forEach((replica, index) => {
      this.later(at, 0.5 + (0.5 * (index + 1)) / count, () => {
        replica.ready = true;
        if (index === count - 1) this.replace(app, revision);
      });
    });
  }

  private replace(app: AppState, revision: RevisionState): void {
    app.latestReady = revision.name;
    for (const other of app.revisions.filter((one) => one !== revision))
      Object.assign(other, { active: false, replicas: [] });
  }

  private revise(app: AppState, at: number): RevisionState {
    const { minimum, maximum } = app;
    const name = `${app.name}--${String(app.revisions.length + 1).padStart(7, '0')}`;
    const revision: RevisionState = { name, createdAt: at, minimum, maximum, active: true, replicas: [] };
    app.revisions.push(revision);
    return revision;
  }

  private later(at: number, replicas: number, act: (at: number) => void): void {
    this.agenda.add(at + replicas * this.replicaSeconds * 1_000, act);
  }
}

function newReplica(revision: string, createdAt: number, ready: boolean) {
  return { name: `${revision}-${randomUUID().slice(0, 9)}-${randomUUID().slice(0, 5)}`, createdAt, ready };
}
