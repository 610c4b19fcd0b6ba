import { type Run, type RunStep } from '../../model/run';
import { maskSecrets } from '../mask-secrets';
import { type Scaler, type Scaling } from '../types';
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
    const wanted = autoscaler ? governor?.minimum : deployment.spec.replicas;
    const look = lookAt(deployment, scaling);
    const failed = (message: string): Run => ({
      id: runId,
      state: 'failed',
      steps: look.steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step)),
      failure: { job: target.name, step: look.steps.at(-1)?.name, logLines: [maskSecrets(message)] },
    });
    if (wanted !== scaling.replicas) return failed(`Somebody else has set it to ${wanted ?? 'no minimum at all'}.`);
    if (look.done) return { id: runId, state: 'succeeded', steps: look.steps };
    const problem = problemOf(deployment);
    if (problem) return failed(problem);
    const { progressDeadlineSeconds = DEADLINE_SECONDS } = deployment.spec;
    if (Date.now() - Date.parse(runId) > progressDeadlineSeconds * 1_000) {
      const message = `Not ready within ${progressDeadlineSeconds} s. Kubernetes goes on trying.`;
      return { ...failed(message), state: 'timed_out' };
    }
    return { id: runId, state: 'running', steps: look.steps };
  };
}

/** An autoscaler may want more than its minimum; a number set by hand is exact. */
function lookAt({ metadata, status }: Deployment, { target, replicas, autoscaler }: Scaling) {
  const { observedGeneration = 0, replicas: total = 0, readyReplicas: ready = 0 } = status;
  const observed = observedGeneration >= metadata.generation;
  const done = observed && ready >= replicas && (autoscaler || (ready === replicas && total === replicas));
  const steps: RunStep[] = [
    { job: target.name, name: 'seen by the cluster', state: observed ? 'done' : 'running' },
    {
      job: target.name,
      name: autoscaler || ready <= replicas ? `${ready} of ${replicas} ready` : `${ready - replicas} still to stop`,
      state: done ? 'done' : observed ? 'running' : 'waiting',
    },
  ];
  return { done, steps };
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
