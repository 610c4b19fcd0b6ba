import { dispatched } from './dispatched';

/** Deploying and going back are the same workflow; only the plan differs. */
export const runDeployWorkflow = dispatched(({ desired, environment }, { deploy }) => ({
  workflow: deploy.workflow,
  inputs: { version: String(desired['version']), environment },
}));
