import { type Durable } from '../model/durable';
import { type Dependencies } from './dependencies';

/** Tells an instance to look at its rows again. A command that is over looks no more, and its history may have been removed. */
export function wakeInstance({ requests }: Pick<Dependencies, 'requests'>) {
  return async (instanceId: string, durable: Durable): Promise<void> => {
    if (!(await requests.get(instanceId))?.outcome) await durable.wake(instanceId);
  };
}
