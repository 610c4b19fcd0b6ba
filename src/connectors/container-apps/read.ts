import { jsonOf } from '../json-of';
import { type ScaleState, type ScaleTarget, type Scaler } from '../types';
import { pathOf, type ResourceManagerClient, ResourceManagerError, VENDOR } from './client';
import { type ContainerApp, type Replica } from './objects';

/** What Container Apps fills in. */
const DEFAULT_MINIMUM = 0;
const DEFAULT_MAXIMUM = 10;

export interface AppAsRead {
  app: ContainerApp;
  /** Container Apps sends none today; used as soon as it does. */
  etag?: string;
  minimum: number;
  maximum: number;
  version: string;
}

/** A minimum below the maximum is an autoscaler (KEDA): what runs is its business. Both the same is a number set by hand. */
export function read(client: ResourceManagerClient): Scaler['read'] {
  return async (target): Promise<ScaleState | null> => {
    const found = await appOf(client, target);
    if (!found) return null;
    const { app, minimum, maximum, version } = found;
    const { total, ready } = await replicasOf(client, target, app.properties.latestRevisionName);
    if (minimum === maximum) return { replicas: minimum, ready, version };
    return { replicas: total, ready, version, autoscaler: { name: target.name, minimum, maximum, version } };
  };
}

/** null when there is none of this name. */
export async function appOf(client: ResourceManagerClient, target: ScaleTarget): Promise<AppAsRead | null> {
  const what = `read the container app ${target.name} in ${target.namespace}`;
  try {
    const answer = await client.send(pathOf(target), { what });
    const app = jsonOf<ContainerApp>(VENDOR, what, answer);
    const { template, latestRevisionName } = app.properties;
    const { minReplicas, maxReplicas } = template?.scale ?? {};
    const etag = answer.headers.get('etag') ?? undefined;
    return {
      app,
      etag,
      minimum: minReplicas ?? DEFAULT_MINIMUM,
      maximum: maxReplicas ?? DEFAULT_MAXIMUM,
      version: etag ?? `${app.systemData?.lastModifiedAt} ${latestRevisionName}`,
    };
  } catch (error) {
    if (error instanceof ResourceManagerError && /^Resource(Group)?NotFound$/.test(error.code ?? '')) return null;
    throw error;
  }
}

/** Of one revision. One that has never run has none. */
export async function replicasOf(client: ResourceManagerClient, target: ScaleTarget, revision: string | undefined) {
  if (!revision) return { total: 0, ready: 0 };
  const what = `list the replicas of ${revision} in ${target.namespace}`;
  const path = `${pathOf(target)}/revisions/${encodeURIComponent(revision)}/replicas`;
  const { value } = await client.get<{ value: Replica[] }>(path, what);
  const ready = value.filter(
    ({ properties: { runningState = 'Running', containers = [] } }) =>
      runningState === 'Running' && containers.length > 0 && containers.every((container) => container.ready),
  );
  return { total: value.length, ready: ready.length };
}
