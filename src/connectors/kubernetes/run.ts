import { scalingRun } from '../scaling-run';
import { type Scaler } from '../types';
import { type KubernetesClient } from './client';
import { type Deployment } from './objects';
import { autoscalerOf, deploymentOf } from './read';

/** Kubernetes' own default of `progressDeadlineSeconds`. */
const DEADLINE_SECONDS = 600;

/** A scaling has no ID in Kubernetes; what stands for it is when it was asked for (ISO 8601). */
export function run(client: KubernetesClient): Scaler['run'] {
  return async (scaling, runId) => {
    const { target, autoscaler } = scaling;
    const [deployment, governor] = await Promise.all([
      deploymentOf(client, target),
      autoscaler ? autoscalerOf(client, target) : undefined,
    ]);
    if (!deployment) {
      const logLines = [`There is no deployment ${target.name} in ${target.namespace} any more.`];
      return { id: runId, state: 'failed', steps: [], failure: { job: target.name, logLines } };
    }
    const { metadata, spec, status } = deployment;
    const { going, ended, done } = scalingRun(scaling, {
      id: runId,
      taken: { by: 'seen by the cluster', yet: (status.observedGeneration ?? 0) >= metadata.generation },
      ready: status.readyReplicas ?? 0,
      total: status.replicas ?? 0,
    });
    const wanted = autoscaler ? governor?.minimum : spec.replicas;
    if (wanted !== scaling.replicas)
      return ended('failed', `Somebody else has set it to ${wanted ?? 'no minimum at all'}.`);
    if (done) return going();
    const problem = problemOf(deployment);
    if (problem) return ended('failed', problem);
    const { progressDeadlineSeconds = DEADLINE_SECONDS } = spec;
    if (Date.now() - Date.parse(runId) <= progressDeadlineSeconds * 1_000) return going();
    return ended('timed_out', `Not ready within ${progressDeadlineSeconds} s. Kubernetes goes on trying.`);
  };
}

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment */
function problemOf({ status: { conditions = [] } }: Deployment): string | undefined {
  const found = conditions.find(
    ({ type, status, reason }) =>
      (type === 'ReplicaFailure' && status === 'True') ||
      (type === 'Progressing' && status === 'False' && reason === 'ProgressDeadlineExceeded'),
  );
  return found && `${found.reason}: ${found.message}`;
}
