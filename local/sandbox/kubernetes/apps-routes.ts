import { Hono, type Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import { type Cluster, type DeploymentState } from './cluster';
import { presentDeployment, presentScale } from './present';
import { isDryRun, patchBody, putBody } from './request-body';
import { badRequest, conflict, invalid, notFound } from './status-error';

const deployments = { kind: 'deployments', group: 'apps' };

interface ScaleBody {
  metadata?: { name?: string; namespace?: string; resourceVersion?: string };
  spec?: { replicas?: unknown };
}

/** apps/v1: deployments, and their scale subresource. */
export function appsRoutes(cluster: Cluster): Hono<ServerEnv> {
  const find = (c: Context<ServerEnv>): DeploymentState => {
    const { namespace, name } = c.req.param() as { namespace: string; name: string };
    const found = cluster.deployments.find((one) => one.namespace === namespace && one.name === name);
    if (!found) throw notFound(deployments, name);
    return found;
  };
  const rescale = (c: Context<ServerEnv>, body: ScaleBody): Response => {
    const deployment = find(c);
    const { name, namespace } = deployment;
    const { metadata = {}, spec = {} } = body;
    if (metadata.name !== undefined && metadata.name !== name)
      throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
    if (metadata.namespace !== undefined && metadata.namespace !== namespace)
      throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
    if (metadata.resourceVersion && metadata.resourceVersion !== String(deployment.resourceVersion))
      throw conflict(deployments, name);
    const { replicas = 0 } = spec;
    if (!Number.isInteger(replicas)) throw badRequest('Scale in version "v1" cannot be handled as a Scale');
    const count = Number(replicas);
    if (count < 0)
      throw invalid(
        'Scale',
        'autoscaling',
        name,
        `spec.replicas: Invalid value: ${count}: must be greater than or equal to 0`,
      );
    if (isDryRun(c)) return c.json(presentScale({ ...deployment, replicas: count }));
    cluster.scale(deployment, count);
    return c.json(presentScale(deployment));
  };
  return new Hono<ServerEnv>()
    .get('/namespaces/:namespace/deployments', (c) => {
      const items = cluster.deployments.filter(({ namespace }) => namespace === c.req.param('namespace'));
      const list = items.map(presentDeployment).map(({ kind: _, apiVersion: __, ...item }) => item);
      return c.json({ kind: 'DeploymentList', apiVersion: 'apps/v1', metadata: { resourceVersion: '1' }, items: list });
    })
    .get('/namespaces/:namespace/deployments/:name', (c) => c.json(presentDeployment(find(c))))
    .get('/namespaces/:namespace/deployments/:name/scale', (c) => c.json(presentScale(find(c))))
    .put('/namespaces/:namespace/deployments/:name/scale', async (c) => rescale(c, await putBody(c, 'Scale')))
    .patch('/namespaces/:namespace/deployments/:name/scale', async (c) => {
      const { spec } = presentScale(find(c));
      const patch = await patchBody<ScaleBody>(c);
      return rescale(c, { ...patch, spec: { ...spec, ...patch.spec } });
    });
}
