import { randomUUID } from 'node:crypto';
import { Agenda } from '../../kit/agenda';

/** Seconds from a change to when the controllers have seen it, as parts of the time a pod takes. */
const SEEN = 0.1;
const STOPPED = 0.3;
const AUTOSCALED = 0.2;

export interface Condition {
  type: 'Available' | 'Progressing' | 'ReplicaFailure';
  status: 'True' | 'False';
  reason: string;
  message: string;
}

export interface DeploymentState {
  namespace: string;
  name: string;
  uid: string;
  /** ms since 1970 */
  createdAt: number;
  generation: number;
  observedGeneration: number;
  resourceVersion: number;
  replicas: number;
  pods: { ready: boolean }[];
  /** New pods never get ready. */
  stuck: boolean;
  /** Set while pods cannot be created. */
  replicaFailure?: string;
  /** Set when a roll-out has not come on in time. */
  rolloutFailure?: string;
  progressDeadlineSeconds: number;
}

export interface AutoscalerState {
  namespace: string;
  name: string;
  uid: string;
  createdAt: number;
  resourceVersion: number;
  target: string;
  minimum: number;
  maximum: number;
}

/** Deployments, their pods and what governs them. Controllers work as time goes by: whoever looks, lets them catch up first. */
export class Cluster {
  readonly deployments: DeploymentState[] = [];
  readonly autoscalers: AutoscalerState[] = [];
  /** Most pods in a namespace (ResourceQuota). */
  readonly quotas = new Map<string, number>();
  private readonly agenda = new Agenda();
  private version = 1000;

  constructor(
    readonly now: () => number,
    private readonly podSeconds: number,
  ) {}

  addDeployment(namespace: string, name: string, replicas: number): void {
    this.deployments.push({
      namespace,
      name,
      uid: randomUUID(),
      createdAt: this.now(),
      generation: 1,
      observedGeneration: 1,
      resourceVersion: this.version++,
      replicas,
      pods: Array.from({ length: replicas }, () => ({ ready: true })),
      stuck: false,
      progressDeadlineSeconds: 600,
    });
  }

  /** Lets the controllers do what is due. */
  catchUp(): void {
    this.agenda.runUntil(this.now());
  }

  scale(deployment: DeploymentState, replicas: number, at = this.now()): void {
    if (deployment.replicas === replicas) return;
    deployment.replicas = replicas;
    deployment.generation += 1;
    this.touch(deployment);
    const generation = deployment.generation;
    this.later(at, SEEN, (seenAt) => this.reconcile(deployment, generation, seenAt));
    this.later(at, AUTOSCALED, (then) => this.autoscale(deployment, then));
  }

  setAutoscaler(namespace: string, target: string, bounds: { minimum: number; maximum: number }): AutoscalerState {
    const known = this.autoscalers.find((one) => one.namespace === namespace && one.target === target);
    const autoscaler = known ?? {
      namespace,
      name: target,
      target,
      uid: randomUUID(),
      createdAt: this.now(),
      ...bounds,
    };
    const changed = Object.assign(autoscaler, bounds, { resourceVersion: this.version++ });
    if (!known) this.autoscalers.push(changed);
    const deployment = this.deployments.find((one) => one.namespace === namespace && one.name === target);
    if (deployment) this.later(this.now(), AUTOSCALED, (then) => this.autoscale(deployment, then));
    return changed;
  }

  /** Whatever changes gives an object a version of its own. */
  touch(object: { resourceVersion: number }): void {
    object.resourceVersion = this.version++;
  }

  private reconcile(deployment: DeploymentState, generation: number, at: number): void {
    if (generation !== deployment.generation) return;
    deployment.observedGeneration = generation;
    delete deployment.replicaFailure;
    this.touch(deployment);
    const { namespace, pods, replicas, stuck } = deployment;
    const surplus = pods.slice(replicas);
    if (surplus.length > 0) {
      this.later(at, STOPPED, () => {
        deployment.pods = deployment.pods.filter((pod) => !surplus.includes(pod));
        this.touch(deployment);
      });
    }
    const others = this.deployments.filter((one) => one !== deployment && one.namespace === namespace);
    const room = (this.quotas.get(namespace) ?? Infinity) - others.reduce((sum, one) => sum + one.pods.length, 0);
    const wanted = Math.max(0, replicas - pods.length);
    const fresh = Array.from({ length: Math.min(wanted, Math.max(0, room - pods.length)) }, () => ({ ready: false }));
    if (fresh.length < wanted) {
      const used = this.quotas.get(namespace);
      deployment.replicaFailure = `pods "${deployment.name}-7d4b9c-" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=${used}, limited: pods=${used}`;
    }
    pods.push(...fresh);
    fresh.forEach((pod, index) => {
      if (stuck) return;
      this.later(at, 0.5 + (0.5 * (index + 1)) / fresh.length, () => {
        pod.ready = true;
        this.touch(deployment);
      });
    });
  }

  /** At 0 replicas an autoscaler rests. */
  private autoscale(deployment: DeploymentState, at: number): void {
    const { namespace, name, replicas } = deployment;
    const autoscaler = this.autoscalers.find((one) => one.namespace === namespace && one.target === name);
    if (!autoscaler || replicas === 0) return;
    this.scale(deployment, Math.min(autoscaler.maximum, Math.max(autoscaler.minimum, replicas)), at);
  }

  private later(at: number, pods: number, act: (at: number) => void): void {
    this.agenda.add(at + pods * this.podSeconds * 1_000, act);
  }
}
