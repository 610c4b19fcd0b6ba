import { type Service } from '../model/company';
import { type Plan } from '../model/plan';
import { byHand } from './by-hand';
import { type ChangingCommand, type Tools } from './command';
import { serviceOf } from './service-of';
import { verifyHealth } from './verify-health';

interface Dispatch {
  /** Of the service's repository. */
  workflow: string;
  /** Beside the correlation, which every workflow gets. */
  inputs: Record<string, string>;
}

/**
 * What a command that starts a workflow on `plan.desired.ref` needs besides its plan: start, find, poll, verify and the line by hand
 * follow from which workflow that is and what it is given.
 */
export function dispatched(
  dispatchOf: (plan: Plan, service: Service) => Dispatch,
): Pick<ChangingCommand, 'start' | 'find' | 'poll' | 'verify' | 'fallback'> {
  const job = (plan: Plan, correlation: string, tools: Tools) => {
    const service = serviceOf(plan.service, tools);
    const { workflow, inputs } = dispatchOf(plan, service);
    const ref = String(plan.desired['ref']);
    return { repository: service.repository, workflow, ref, correlation, inputs: { ...inputs, correlation } };
  };
  const ciCd = (plan: Plan, { connectors }: Tools) => connectors.ciCd(plan.connector);
  return {
    async start(plan, correlation, tools) {
      return (await ciCd(plan, tools)).start(job(plan, correlation, tools));
    },
    async find(plan, correlation, since, tools) {
      return (await ciCd(plan, tools)).find(job(plan, correlation, tools), since);
    },
    async poll(plan, runId, tools) {
      return (await ciCd(plan, tools)).run(serviceOf(plan.service, tools).repository, runId);
    },
    verify: (plan, tools) => verifyHealth(serviceOf(plan.service, tools), plan.environment, tools),
    fallback: (plan, tools) => [byHand(plan.connector, job(plan, 'by-hand', tools))],
  };
}
