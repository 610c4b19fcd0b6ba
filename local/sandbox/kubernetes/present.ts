import { type AutoscalerState, type Cluster, type Condition, type DeploymentState } from './cluster';

const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** apps/v1 Deployment. Counts that are 0 are left out, as Go's `omitempty` does. */
export function presentDeployment(deployment: DeploymentState) {
  const { namespace, name, uid, createdAt, generation, observedGeneration, resourceVersion, replicas, pods } =
    deployment;
  const ready = pods.filter((pod) => pod.ready).length;
  const labels = { app: name };
  return {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: String(resourceVersion),
      generation,
      creationTimestamp: instant(createdAt),
      labels,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name, image: `registry.demo-company.example/${name}:latest`, resources: {} }] },
      },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: deployment.progressDeadlineSeconds,
    },
    status: {
      observedGeneration,
      ...positive({
        replicas: pods.length,
        updatedReplicas: pods.length,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: replicas - ready,
      }),
      conditions: conditionsOf(deployment, ready).map((condition) => ({
        ...condition,
        lastUpdateTime: instant(createdAt),
        lastTransitionTime: instant(createdAt),
      })),
    },
  };
}

function conditionsOf({ name, replicas, replicaFailure, rolloutFailure }: DeploymentState, ready: number): Condition[] {
  const available = ready >= Math.floor(replicas * 0.75);
  return [
    {
      type: 'Available',
      status: available ? 'True' : 'False',
      reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      message: available ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
    },
    rolloutFailure
      ? { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: rolloutFailure }
      : {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${name}-7d4b9c" has successfully progressed.`,
        },
    ...(replicaFailure
      ? [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: replicaFailure } as const]
      : []),
  ];
}

/** autoscaling/v1 Scale: what the scale subresource shows of its deployment. */
export function presentScale({ namespace, name, uid, resourceVersion, createdAt, replicas, pods }: DeploymentState) {
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: String(resourceVersion),
      creationTimestamp: instant(createdAt),
    },
    spec: positive({ replicas }),
    status: { replicas: pods.length, selector: `app=${name}` },
  };
}

/** autoscaling/v2 HorizontalPodAutoscaler. */
export function presentAutoscaler(autoscaler: AutoscalerState, { deployments }: Cluster) {
  const { namespace, name, uid, createdAt, resourceVersion, target, minimum, maximum } = autoscaler;
  const replicas = deployments.find((one) => one.namespace === namespace && one.name === target)?.replicas ?? 0;
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: String(resourceVersion),
      creationTimestamp: instant(createdAt),
    },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: target, apiVersion: 'apps/v1' },
      minReplicas: minimum,
      maxReplicas: maximum,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    },
    status: { currentReplicas: replicas, desiredReplicas: replicas },
  };
}

function positive(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
