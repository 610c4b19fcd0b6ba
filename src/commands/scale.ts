import { type ScaleState, type Scaling } from '../connectors/types';
import { type Plan, type PlanState } from '../model/plan';
import { type Reading } from '../model/verification';
import { type ChangingCommand, type Tools } from './command';
import { inReplicas } from './in-replicas';
import { healthSteps } from './by-hand/health-steps';
import { scaleLine } from './by-hand/scale-line';
import { scaleSteps } from './by-hand/scale-steps';
import { scalingOf, targetIn, whereItScales } from './scaling-of';
import { serviceOf } from './service-of';
import { standing, startScaling } from './start-scaling';
import { unfitScaling } from './unfit-scaling';
import { verifyHealth } from './verify-health';

export const scale: ChangingCommand = {
  kind: 'changes',
  icon: '📐',
  spec: {
    name: 'scale',
    summary: 'Scale a service to a number of replicas',
    example: '/scale api-gateway 10 production',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'replicas', kind: 'count' },
      { name: 'environment', kind: 'environment' },
    ],
    options: [{ name: 'hpa', kind: 'flag', summary: 'change the minimum of the autoscaler that governs the service' }],
    changes: true,
  },
  words: {
    title: ({ service, replicas, environment, hpa }) =>
      `Scale ${String(service)} to ${hpa ? 'at least ' : ''}${inReplicas(Number(replicas))} in ${String(environment)}`,
    doing: ({ service, replicas }) => `Scaling ${String(service)} to ${inReplicas(Number(replicas))}...`,
    done: 'Scaling complete.',
  },
  confirms: 'In production you confirm first that no replica at all shall be left.',

  async plan(args, tools) {
    const place = whereItScales(args, tools);
    if ('outcome' in place) return place;
    const { service, environment, replicas, autoscaler, target, connector } = place;
    const scaler = await tools.connectors.scaler(connector);
    const state = await scaler.read(target);
    if (!state) {
      const message = `${scaler.name} has no ${target.name} in ${target.namespace}: check scale of ${service} in the company file.`;
      return { outcome: { result: 'invalid', reasonCode: 'target_not_found', message } };
    }
    const problem = unfitScaling(args, state);
    if (problem) return { outcome: problem };
    const scaling: Scaling = { target, replicas, autoscaler };
    const rehearsal = await scaler.rehearse(scaling, state);
    if (!rehearsal.accepted) {
      const message = `${rehearsal.message} Nothing was started.`;
      return { outcome: { result: 'failure', reasonCode: 'start_refused', message } };
    }
    const current = standing(scaling, state);
    const desired: PlanState = autoscaler ? { ...current, minimum: replicas } : { replicas };
    const plan: Plan = {
      action: 'scale',
      service,
      environment,
      connector,
      current,
      desired,
      direction: replicas > numberIn(current) ? 'up' : 'down',
      ...(replicas === 0 &&
        isProduction(environment, tools) && {
          confirm: `It leaves no replica of ${service} running.`,
          typeToConfirm: service,
        }),
      display: { commits: [], moreCommits: 0, warning: warningOf(state) },
    };
    return { plan };
  },

  async start(plan, _, tools) {
    const scaler = await tools.connectors.scaler(plan.connector);
    return startScaling(scaler, scalingOf(plan, tools), plan);
  },

  async find(plan, _, since, tools) {
    const scaler = await tools.connectors.scaler(plan.connector);
    return scaler.find(scalingOf(plan, tools), since);
  },

  async poll(plan, runId, tools) {
    const scaler = await tools.connectors.scaler(plan.connector);
    return scaler.run(scalingOf(plan, tools), runId);
  },

  async verify(plan, tools) {
    const scaler = await tools.connectors.scaler(plan.connector);
    const scaling = scalingOf(plan, tools);
    const ready = readyReading(scaling, await scaler.read(scaling.target));
    if (!ready.ok || scaling.replicas === 0) return { state: ready.ok ? 'passed' : 'failing', readings: [ready] };
    const health = await verifyHealth(serviceOf(plan.service, tools), plan.environment, tools);
    return health.state === 'unchecked'
      ? { state: 'passed', readings: [ready] }
      : { ...health, readings: [ready, ...health.readings] };
  },

  fallback: (plan, tools) => {
    const { target, replicas, autoscaler } = scalingOf(plan, tools);
    const { connector, current, desired } = plan;
    const by = autoscaler ? { autoscaler: String(desired['autoscaler']) } : { before: Number(current?.['replicas']) };
    return [scaleLine(connector, { target, replicas, ...by })];
  },

  byHand(service, environment) {
    const { scale: where } = service;
    const bounds = where?.bounds[environment];
    if (!where || !bounds) return [];
    const steps = scaleSteps(where.scaler, targetIn(service, where, environment), bounds);
    return [...steps, ...healthSteps(service, environment)];
  },
};

/** An environment that is not listed counts as production. */
function isProduction(environment: string, { company }: Tools): boolean {
  return company.environments.find(({ id }) => id === environment)?.production ?? true;
}

function numberIn({ minimum, replicas }: PlanState): number {
  return Number(minimum ?? replicas);
}

function warningOf({ replicas, ready }: ScaleState): string | undefined {
  return ready < replicas ? `When this was planned, only ${ready} of ${replicas} replicas were ready.` : undefined;
}

function readyReading({ target, replicas, autoscaler }: Scaling, state: ScaleState | null): Reading {
  const ready = state?.ready ?? 0;
  return {
    check: target.name,
    value: ready,
    ok: state !== null && (autoscaler ? ready >= replicas : ready === replicas && state.replicas === replicas),
    text: `has ${ready} replicas ready, must have ${autoscaler ? 'at least ' : ''}${replicas}`,
  };
}
