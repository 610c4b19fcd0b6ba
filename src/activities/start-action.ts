import { type Started } from '../connectors/types';
import { type CommandRequest } from '../model/command-request';
import { type Plan } from '../model/plan';
import { changing, type Dependencies } from './dependencies';

/** What `startAction` found, and when the one attempt was begun (ISO 8601): runs older than that are not ours. */
export type StartResult = Started & { since: string };

/**
 * Dispatches at most once: the attempt is marked before the vendor is called. An attempt that was cut off is `unknown`,
 * to be searched for, and is never made again.
 */
export function startAction(dependencies: Dependencies) {
  return async (input: { request: CommandRequest; plan: Plan; correlation: string }): Promise<StartResult> => {
    const { request, plan, correlation } = input;
    const { marks, now } = dependencies;
    const { first, at } = await marks.mark(request.instanceId, 'start', now().toISOString());
    if (!first) {
      const known = await marks.get<Started>(request.instanceId, 'start');
      return { ...(known ?? { state: 'unknown', message: 'The attempt to start was cut off.' }), since: at };
    }
    const started = await changing(dependencies, request.command).start(plan, correlation, dependencies);
    await marks.settle(request.instanceId, 'start', started);
    return { ...started, since: at };
  };
}
