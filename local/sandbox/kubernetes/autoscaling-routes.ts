import { Hono } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { type Cluster } from './cluster';
import { presentAutoscaler } from './present';
import { isDryRun, patchBody } from './request-body';
import { conflict, invalid, notFound } from './status-error';

const autoscalers = { kind: 'horizontalpodautoscalers', group: 'autoscaling' };

interface AutoscalerPatch {
  metadata?: { resourceVersion?: string };
  spec?: { minReplicas?: number; maxReplicas?: number };
}

/** autoscaling/v2: HorizontalPodAutoscalers of deployments. */
export function autoscalingRoutes(cluster: Cluster): Hono<ServerEnv> {
  const find = (namespace: string, name: string) => {
    const found = cluster.autoscalers.find((one) => one.namespace === namespace && one.name === name);
    if (!found) throw notFound(autoscalers, name);
    return found;
  };
  return new Hono<ServerEnv>()
    .get('/namespaces/:namespace/horizontalpodautoscalers', (c) => {
      const items = cluster.autoscalers
        .filter(({ namespace }) => namespace === c.req.param('namespace'))
        .map((autoscaler) => presentAutoscaler(autoscaler, cluster))
        .map(({ kind: _, apiVersion: __, ...item }) => item);
      const metadata = { resourceVersion: '1' };
      return c.json({ kind: 'HorizontalPodAutoscalerList', apiVersion: 'autoscaling/v2', metadata, items });
    })
    .get('/namespaces/:namespace/horizontalpodautoscalers/:name', (c) =>
      c.json(presentAutoscaler(find(c.req.param('namespace'), c.req.param('name')), cluster)),
    )
    .patch('/namespaces/:namespace/horizontalpodautoscalers/:name', async (c) => {
      const autoscaler = find(c.req.param('namespace'), c.req.param('name'));
      const { metadata = {}, spec = {} } = await patchBody<AutoscalerPatch>(c);
      const { name, namespace, target } = autoscaler;
      if (metadata.resourceVersion && metadata.resourceVersion !== String(autoscaler.resourceVersion))
        throw conflict(autoscalers, name);
      const { minReplicas: minimum = autoscaler.minimum, maxReplicas: maximum = autoscaler.maximum } = spec;
      const wrong = (problem: string) => invalid('HorizontalPodAutoscaler', 'autoscaling', name, problem);
      if (minimum < 1) throw wrong(`spec.minReplicas: Invalid value: ${minimum}: must be greater than or equal to 1`);
      if (maximum < minimum)
        throw wrong(`spec.maxReplicas: Invalid value: ${maximum}: must be greater than or equal to \`minReplicas\``);
      if (isDryRun(c)) return c.json(presentAutoscaler({ ...autoscaler, minimum, maximum }, cluster));
      return c.json(presentAutoscaler(cluster.setAutoscaler(namespace, target, { minimum, maximum }), cluster));
    });
}
