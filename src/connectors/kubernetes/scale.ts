import { surelyNotTaken } from '../surely-not-taken';
import { type Scaler, type ScaleState, type Scaling } from '../types';
import { VendorError } from '../vendor-error';
import { type KubernetesClient, KubernetesError, type KubernetesRequest } from './client';

/** Validation, admission and permissions are all asked for by `dryRun=All`; without a version, since nothing is at stake. */
export function rehearse(client: KubernetesClient): Scaler['rehearse'] {
  return async (scaling, seen) => {
    try {
      await client.ask(...change(scaling, seen, { dryRun: true }));
      return { accepted: true };
    } catch (error) {
      if (error instanceof KubernetesError && !error.temporary && error.status !== 401)
        return { accepted: false, message: error.message };
      throw error;
    }
  };
}

/** `resourceVersion` makes the API server refuse (409) what was meant for another state. */
export function scale(client: KubernetesClient): Scaler['scale'] {
  return async (scaling, seen) => {
    const since = new Date().toISOString();
    try {
      await client.ask(...change(scaling, seen, { dryRun: false }));
      return { state: 'started', runId: since };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const { message } = error;
      if (error instanceof KubernetesError && error.reason === 'Conflict') return { state: 'conflict', message };
      return { state: surelyNotTaken(error) ? 'refused' : 'unknown', message };
    }
  };
}

function change(
  { target: { namespace, name }, replicas, autoscaler }: Scaling,
  seen: ScaleState,
  { dryRun }: { dryRun: boolean },
): [path: string[], request: KubernetesRequest] {
  const query = { fieldManager: 'countersign', ...(dryRun ? { dryRun: 'All' } : {}) };
  const repeatable = dryRun ? true : undefined;
  const versionOf = (version: string) => (dryRun ? {} : { resourceVersion: version });
  if (!autoscaler) {
    return [
      ['apis', 'apps', 'v1', 'namespaces', namespace, 'deployments', name, 'scale'],
      {
        what: `scale ${name} in ${namespace} to ${replicas}`,
        method: 'PUT',
        query,
        repeatable,
        body: {
          apiVersion: 'autoscaling/v1',
          kind: 'Scale',
          metadata: { name, namespace, ...versionOf(seen.version) },
          spec: { replicas },
        },
      },
    ];
  }
  if (!seen.autoscaler) throw new TypeError(`${name} in ${namespace} has no autoscaler whose minimum could change.`);
  return [
    ['apis', 'autoscaling', 'v2', 'namespaces', namespace, 'horizontalpodautoscalers', seen.autoscaler.name],
    {
      what: `set the minimum of the autoscaler ${seen.autoscaler.name} in ${namespace} to ${replicas}`,
      method: 'PATCH',
      query,
      repeatable,
      body: { metadata: versionOf(seen.autoscaler.version), spec: { minReplicas: replicas } },
    },
  ];
}
