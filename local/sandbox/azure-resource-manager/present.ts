import { type AppState, type OperationState, type RevisionState } from './container-apps';

const LOCATION = 'West Europe';
const instant = (ms: number) => new Date(ms).toISOString();

const idOf = ({ subscription, group, name }: AppState) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.App/containerApps/${name}`;

function templateOf({ name }: AppState, { minimum, maximum }: { minimum: number; maximum: number }) {
  return {
    revisionSuffix: '',
    containers: [
      { name, image: `registry.demo-company.example/${name}:latest`, resources: { cpu: 0.5, memory: '1Gi' } },
    ],
    scale: { minReplicas: minimum, maxReplicas: maximum, cooldownPeriod: 300, pollingInterval: 30 },
  };
}

/** ContainerApp. */
export function presentApp(app: AppState) {
  const { subscription, group, name, provisioningState, revisions, latestReady, multiple, createdAt, modifiedAt } = app;
  return {
    id: idOf(app),
    name,
    type: 'Microsoft.App/containerApps',
    location: LOCATION,
    systemData: {
      createdBy: 'ops@demo-company.example',
      createdByType: 'User',
      createdAt: instant(createdAt),
      lastModifiedBy: 'ops@demo-company.example',
      lastModifiedByType: 'User',
      lastModifiedAt: instant(modifiedAt),
    },
    properties: {
      provisioningState,
      runningStatus: 'Running',
      managedEnvironmentId: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.App/managedEnvironments/demo`,
      environmentId: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.App/managedEnvironments/demo`,
      workloadProfileName: 'Consumption',
      latestRevisionName: revisions.at(-1)?.name,
      latestReadyRevisionName: latestReady,
      configuration: { activeRevisionsMode: multiple ? 'Multiple' : 'Single', maxInactiveRevisions: 100 },
      template: templateOf(app, app),
    },
  };
}

/** Revision. */
export function presentRevision(app: AppState, revision: RevisionState) {
  const { name, createdAt, active, replicas, error } = revision;
  const settled = replicas.every(({ ready }) => ready);
  const running = settled ? 'Running' : 'Processing';
  return {
    id: `${idOf(app)}/revisions/${name}`,
    name,
    type: 'Microsoft.App/containerapps/revisions',
    properties: {
      createdTime: instant(createdAt),
      template: templateOf(app, revision),
      active,
      replicas: replicas.length,
      trafficWeight: name === app.latestReady ? 100 : 0,
      healthState: error ? 'Unhealthy' : settled ? 'Healthy' : 'None',
      provisioningState: error ? 'Failed' : active ? 'Provisioned' : 'Deprovisioned',
      runningState: error ? 'Failed' : active ? running : 'Stopped',
      ...(error ? { provisioningError: error } : {}),
    },
  };
}

/** ReplicaCollection. */
export function presentReplicas(app: AppState, { name: revision, replicas }: RevisionState) {
  const value = replicas.map(({ name, createdAt, ready }) => ({
    id: `${idOf(app)}/revisions/${revision}/replicas/${name}`,
    name,
    type: 'Microsoft.App/containerapps/revisions/replicas',
    properties: {
      createdTime: instant(createdAt),
      runningState: ready ? 'Running' : 'NotRunning',
      containers: [
        { name: app.name, ready, started: ready, restartCount: 0, runningState: ready ? 'Running' : 'Waiting' },
      ],
    },
  }));
  return { value };
}

/** What `Azure-AsyncOperation` leads to. */
export function presentOperation({ id, app, startedAt, endedAt, status, error }: OperationState) {
  return {
    id: `/subscriptions/${app.subscription}/providers/Microsoft.App/locations/westeurope/containerappOperationStatuses/${id}`,
    name: id,
    status,
    startTime: instant(startedAt),
    ...(endedAt === undefined ? {} : { endTime: instant(endedAt) }),
    ...(error ? { error } : {}),
  };
}
