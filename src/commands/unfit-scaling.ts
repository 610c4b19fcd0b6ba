import { type ScaleState } from '../connectors/types';
import { type CommandArguments } from '../model/command-spec';
import { type Outcome } from '../model/outcome';
import { inReplicas } from './in-replicas';

/** Why nothing is to be planned for what stands there, though the company file allows the number. */
export function unfitScaling(args: CommandArguments, state: ScaleState): Outcome | undefined {
  const asked = {
    where: `${String(args['service'])} in ${String(args['environment'])}`,
    replicas: Number(args['replicas']),
    line: (replicas: number, flag = '') =>
      `/scale ${String(args['service'])} ${replicas} ${String(args['environment'])}${flag}`,
  };
  if (args['hpa']) return state.autoscaler ? unfitMinimum(asked, state.autoscaler) : noAutoscaler(asked);
  if (state.autoscaler) return governed(asked, state.replicas, state.autoscaler);
  if (state.replicas !== asked.replicas) return undefined;
  return nothingToDo(`${asked.where} has ${inReplicas(asked.replicas)} already.`);
}

interface Asked {
  where: string;
  replicas: number;
  line: (replicas: number, flag?: string) => string;
}
type Autoscaler = NonNullable<ScaleState['autoscaler']>;

function unfitMinimum({ where, replicas, line }: Asked, { name, minimum, maximum }: Autoscaler): Outcome | undefined {
  if (replicas > maximum) {
    const message = `The autoscaler ${name} of ${where} has a maximum of ${maximum}, and its minimum cannot be above it. Nearest: ${line(maximum, ' --hpa')}`;
    return { result: 'invalid', reasonCode: 'out_of_bounds', message };
  }
  if (minimum !== replicas) return undefined;
  return nothingToDo(`The minimum of the autoscaler ${name} of ${where} is ${minimum} already.`);
}

function governed({ where, replicas, line }: Asked, now: number, { name, minimum, maximum }: Autoscaler): Outcome {
  const message = `The autoscaler ${name} keeps ${where} between ${minimum} and ${maximum} replicas (${now} now) and would undo a number set by hand. To change its minimum: ${line(replicas, ' --hpa')}`;
  return { result: 'invalid', reasonCode: 'autoscaler_governs', message };
}

function noAutoscaler({ where, replicas, line }: Asked): Outcome {
  const message = `${where} has no autoscaler whose minimum could be changed. Without --hpa: ${line(replicas)}`;
  return { result: 'invalid', reasonCode: 'target_not_found', message };
}

const nothingToDo = (message: string): Outcome => ({ result: 'success', reasonCode: 'nothing_to_do', message });
