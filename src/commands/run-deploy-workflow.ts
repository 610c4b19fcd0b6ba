import { dispatched } from './dispatched';

/** Deploying and going back are the same workflow; only the plan differs. */
export function runDeployWorkflow(fillIn: string) {
  return dispatched(
    ({ desired, environment }, { deploy }) => ({
      ...deploy,
      inputs: { version: String(desired['version']), environment },
    }),
    fillIn,
  );
}
