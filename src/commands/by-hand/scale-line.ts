import { type ScaleTarget } from '../../connectors/types';
import { shellWord } from '../shell-word';

/** Numbers, or words in capitals that are to be filled in. */
export interface ScalingByHand {
  target: ScaleTarget;
  replicas: number | string;
  /** Absent where the number is not to be looked at. */
  before?: number | string;
  /** The autoscaler whose minimum is set instead. */
  autoscaler?: string;
}

/** The line that scales by the vendor's own tool. */
export function scaleLine(connector: string, { target, replicas, before, autoscaler }: ScalingByHand): string {
  const { namespace, name } = { namespace: shellWord(target.namespace), name: shellWord(target.name) };
  if (connector === 'container-apps') {
    const maximum = autoscaler === undefined ? ` --max-replicas ${replicas}` : '';
    return `az containerapp update ${containerAppPlace(target)} --min-replicas ${replicas}${maximum}`;
  }
  if (autoscaler !== undefined) {
    return `kubectl patch hpa ${shellWord(autoscaler)} --namespace ${namespace} --patch '{"spec":{"minReplicas":${replicas}}}'`;
  }
  const only = before === undefined ? '' : ` --current-replicas ${before}`;
  return `kubectl scale deployment ${name} --namespace ${namespace}${only} --replicas ${replicas}`;
}

export function containerAppPlace({ namespace, name }: ScaleTarget): string {
  const [subscription, group] = namespace.split('/').map(shellWord);
  return `--subscription ${subscription} --resource-group ${group} --name ${shellWord(name)}`;
}
