import { type ScaleTarget, type Scaling } from '../connectors/types';
import { type CommandArguments } from '../model/command-spec';
import { type Service } from '../model/company';
import { fillIn } from '../model/fill-in';
import { type Outcome } from '../model/outcome';
import { type Plan } from '../model/plan';
import { type Tools } from './command';
import { serviceOf } from './service-of';

interface Place extends Scaling {
  service: string;
  environment: string;
  connector: string;
}

/** What is asked for by the company file, or why the file does not allow it. */
export function whereItScales(args: CommandArguments, tools: Tools): Place | { outcome: Outcome } {
  const environment = String(args['environment']);
  const replicas = Number(args['replicas']);
  const service = serviceOf(String(args['service']), tools);
  const { scale } = service;
  const invalid = (reasonCode: Outcome['reasonCode'], message: string): { outcome: Outcome } => ({
    outcome: { result: 'invalid', reasonCode, message },
  });
  if (!scale)
    return invalid('target_not_found', `${service.id} cannot be scaled: the company file does not say where.`);
  const bounds = scale.bounds[environment];
  if (!bounds) {
    const message = `${service.id} cannot be scaled in ${environment}: the company file has no bounds for it there.`;
    return invalid('out_of_bounds', message);
  }
  const nearest = Math.min(bounds.max, Math.max(bounds.min, replicas));
  if (nearest !== replicas) {
    const hpa = args['hpa'] ? ' --hpa' : '';
    const message = `${service.id} in ${environment} may have ${bounds.min} to ${bounds.max} replicas, not ${replicas}. Nearest: /scale ${service.id} ${nearest} ${environment}${hpa}`;
    return invalid('out_of_bounds', message);
  }
  return {
    service: service.id,
    environment,
    connector: scale.scaler,
    target: targetIn(service, scale, environment),
    replicas,
    autoscaler: args['hpa'] === true,
  };
}

/** What a plan asks of the scaler. */
export function scalingOf({ service, environment, desired }: Plan, tools: Tools): Scaling {
  const found = serviceOf(service, tools);
  if (!found.scale) throw new Error(`The company file does not say any more where ${service} is scaled.`);
  const { minimum, replicas } = desired;
  return {
    target: targetIn(found, found.scale, environment),
    replicas: Number(minimum ?? replicas),
    autoscaler: minimum !== undefined,
  };
}

export function targetIn({ id }: Service, scale: NonNullable<Service['scale']>, environment: string): ScaleTarget {
  const place = { service: id, environment };
  return { namespace: fillIn(scale.namespace, place), name: fillIn(scale.name, place) };
}
