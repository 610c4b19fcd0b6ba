import { type ScaleState, type ScaleTarget, type Scaler } from '../types';
import { VendorError } from '../vendor-error';
import { type KubernetesClient, KubernetesError } from './client';
import { type Deployment, type HorizontalPodAutoscaler } from './objects';

export function read(client: KubernetesClient): Scaler['read'] {
  return async (target) => {
    const [deployment, autoscaler] = await Promise.all([deploymentOf(client, target), autoscalerOf(client, target)]);
    if (!deployment) return null;
    const { replicas } = deployment.spec;
    return {
      replicas,
      ready: deployment.status.readyReplicas ?? 0,
      version: deployment.metadata.resourceVersion,
      // At 0 replicas an autoscaler with a higher minimum rests: it is woken by a number set by hand.
      autoscaler: autoscaler && (replicas > 0 || autoscaler.minimum === 0) ? autoscaler : undefined,
    };
  };
}

/** null when there is none of this name. */
export async function deploymentOf(
  client: KubernetesClient,
  { namespace, name }: ScaleTarget,
): Promise<Deployment | null> {
  const what = `read the deployment ${name} in ${namespace}`;
  try {
    return await client.ask<Deployment>(['apis', 'apps', 'v1', 'namespaces', namespace, 'deployments', name], { what });
  } catch (error) {
    // 404 with the reason NotFound is the object's; without it the path is wrong, a proxy's or another server's
    if (error instanceof KubernetesError && error.status === 404 && error.reason === 'NotFound') return null;
    throw error;
  }
}

/** @throws VendorError when several govern the same deployment: none of them would be the right one to change */
export async function autoscalerOf(
  client: KubernetesClient,
  { namespace, name }: ScaleTarget,
): Promise<ScaleState['autoscaler']> {
  const what = `list the autoscalers in ${namespace}`;
  const path = ['apis', 'autoscaling', 'v2', 'namespaces', namespace, 'horizontalpodautoscalers'];
  const { items } = await client.ask<{ items: HorizontalPodAutoscaler[] }>(path, { what });
  const [one, ...more] = items.filter(({ spec: { scaleTargetRef } }) => {
    const { apiVersion = 'apps/v1', kind } = scaleTargetRef;
    return kind === 'Deployment' && apiVersion.startsWith('apps/') && scaleTargetRef.name === name;
  });
  if (!one) return undefined;
  if (more.length > 0) {
    const names = [one, ...more].map(({ metadata }) => metadata.name).join(' and ');
    const message = `Kubernetes: the deployment ${name} in ${namespace} has several autoscalers (${names}); remove all but one.`;
    throw new VendorError(message, 'Kubernetes', false);
  }
  const { minReplicas = 1, maxReplicas } = one.spec;
  const { resourceVersion: version } = one.metadata;
  return { name: one.metadata.name, minimum: minReplicas, maximum: maxReplicas, version };
}
