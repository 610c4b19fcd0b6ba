import { type Scaling } from '../connectors/types';
import { type Plan } from '../model/plan';
import { shellWord } from './shell-word';

/** The line that does the same by the vendor's own tool. */
export function scaleByHand({ connector, current, desired }: Plan, scaling: Scaling): string[] {
  const { replicas, autoscaler } = scaling;
  const { namespace, name } = { namespace: shellWord(scaling.target.namespace), name: shellWord(scaling.target.name) };
  if (connector === 'container-apps') {
    const [subscription, group] = scaling.target.namespace.split('/').map(shellWord);
    const maximum = autoscaler ? '' : ` --max-replicas ${replicas}`;
    return [
      `az containerapp update --subscription ${subscription} --resource-group ${group} --name ${name} --min-replicas ${replicas}${maximum}`,
    ];
  }
  if (autoscaler) {
    const governor = shellWord(String(desired['autoscaler']));
    return [`kubectl patch hpa ${governor} --namespace ${namespace} --patch '{"spec":{"minReplicas":${replicas}}}'`];
  }
  const before = Number(current?.['replicas']);
  return [
    `kubectl scale deployment ${name} --namespace ${namespace} --current-replicas ${before} --replicas ${replicas}`,
  ];
}
