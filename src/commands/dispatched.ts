import { type Service } from '../model/company';
import { type Plan } from '../model/plan';
import { dispatchLine } from './by-hand/dispatch-line';
import { dispatchSteps } from './by-hand/dispatch-steps';
import { healthSteps } from './by-hand/health-steps';
import { type ChangingCommand, type Tools } from './command';
import { serviceOf } from './service-of';
import { verifyHealth } from './verify-health';

interface Dispatch {
  connector: string;
  /** Of the service's repository. */
  workflow: string;
  /** Beside the correlation, which every workflow gets. */
  inputs: Record<string, string>;
}

/**
 * What a command that starts a workflow on `plan.desired.ref` needs besides its plan: start, find, poll, cancel, verify and the lines by hand
 * follow from which workflow that is and what it is given.
 */
export function dispatched(
  dispatchOf: (plan: Pick<Plan, 'desired' | 'environment'>, service: Service) => Dispatch | undefined,
  /** What the words in capitals stand for, in a runbook. */
  fillIn: string,
): Pick<ChangingCommand, 'start' | 'find' | 'poll' | 'cancel' | 'verify' | 'fallback' | 'byHand'> {
  const job = (plan: Plan, correlation: string, tools: Tools) => {
    const service = serviceOf(plan.service, tools);
    const dispatch = dispatchOf(plan, service);
    if (!dispatch) throw new Error(`The company file no longer says how this is done to ${service.id}.`);
    const { workflow, inputs } = dispatch;
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
    async cancel(plan, runId, tools) {
      return (await ciCd(plan, tools)).cancel(serviceOf(plan.service, tools).repository, runId);
    },
    verify: (plan, tools) => verifyHealth(serviceOf(plan.service, tools), plan.environment, tools),
    fallback: (plan, tools) => [dispatchLine(plan.connector, job(plan, 'by-hand', tools))],
    byHand(service, environment) {
      const dispatch = dispatchOf({ desired: TO_FILL_IN, environment }, service);
      if (!dispatch) return [];
      const { connector, workflow, inputs } = dispatch;
      const { repository } = service;
      const ref = TO_FILL_IN.version;
      const start = { repository, workflow, ref, inputs: { ...inputs, correlation: 'by-hand' } };
      return [...dispatchSteps(connector, start, { environment, fillIn }), ...healthSteps(service, environment)];
    },
  };
}

const TO_FILL_IN = { version: 'VERSION', migration: 'MIGRATION' };
