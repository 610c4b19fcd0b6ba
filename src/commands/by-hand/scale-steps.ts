import { type ScaleTarget } from '../../connectors/types';
import { shellWord } from '../shell-word';
import { type HandStep } from './hand-step';
import { containerAppPlace, scaleLine } from './scale-line';

/** Scaling by hand: what there is now, the change, and whether it came. */
export function scaleSteps(
  connector: string,
  target: ScaleTarget,
  { min, max }: { min: number; max: number },
): HandStep[] {
  const bounds = `REPLICAS is ${min} to ${max}`;
  if (connector === 'container-apps') {
    const place = containerAppPlace(target);
    return [
      { say: 'What there is now', line: `az containerapp show ${place} --query properties.template.scale` },
      { say: `Scale it; ${bounds}`, line: scaleLine(connector, { target, replicas: 'REPLICAS' }) },
      { say: 'Whether they run', line: `az containerapp replica list ${place} --output table` },
    ];
  }
  const namespace = shellWord(target.namespace);
  const deployment = shellWord(`deployment/${target.name}`);
  return [
    {
      say: 'What there is now, and whether an autoscaler governs it',
      line: `kubectl get ${deployment} --namespace ${namespace}`,
    },
    { say: 'HPA is the name of one that does', line: `kubectl get hpa --namespace ${namespace}` },
    {
      say: `Scale it; BEFORE is what there is now, ${bounds}`,
      line: scaleLine(connector, { target, replicas: 'REPLICAS', before: 'BEFORE' }),
    },
    {
      say: 'Instead, where an autoscaler governs it: its minimum',
      line: scaleLine(connector, { target, replicas: 'REPLICAS', autoscaler: 'HPA' }),
    },
    { say: 'Whether they run', line: `kubectl rollout status ${deployment} --namespace ${namespace} --timeout 5m` },
  ];
}
