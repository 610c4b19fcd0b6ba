import { z } from 'zod';
import { type Cluster } from './cluster';

const name = z.string().min(1);

/** What somebody else, or bad luck, does to a deployment. */
export const clusterChange = z.strictObject({
  namespace: name,
  name,
  replicas: z.int().nonnegative().optional(),
  /** New pods never get ready. */
  stuck: z.boolean().optional(),
  /** A roll-out that has not come on in time. */
  rolloutFailure: z.string().optional(),
  progressDeadlineSeconds: z.int().positive().optional(),
  /** A HorizontalPodAutoscaler of the deployment's name. */
  autoscaler: z.strictObject({ minimum: z.int().positive(), maximum: z.int().positive() }).optional(),
  /** Most pods in the namespace. */
  quota: z.int().nonnegative().optional(),
  /** A pod is restarted: nothing that was asked for changes, but the deployment's version does. */
  restart: z.boolean().optional(),
});
export type ClusterChange = z.infer<typeof clusterChange>;

/** A deployment that is not there is made, with `replicas` or 1. */
export function steer(
  cluster: Cluster,
  { namespace, name, replicas, autoscaler, quota, ...more }: ClusterChange,
): void {
  const { restart, ...flags } = more;
  const find = () => cluster.deployments.find((one) => one.namespace === namespace && one.name === name);
  if (!find()) cluster.addDeployment(namespace, name, replicas ?? 1);
  const deployment = find()!;
  Object.assign(deployment, flags);
  if (restart || Object.keys(flags).length > 0) cluster.touch(deployment);
  if (quota !== undefined) cluster.quotas.set(namespace, quota);
  if (replicas !== undefined) cluster.scale(deployment, replicas);
  if (autoscaler) cluster.setAutoscaler(namespace, name, autoscaler);
}
