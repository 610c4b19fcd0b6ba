import { type OrchestrationHandler } from 'durable-functions';
import { type OrchestratorName } from '../model/durable';
import { alarm } from './alarm';
import { alertGroup } from './alert-group';
import { followDebt } from './follow-debt';
import { followRun } from './follow-run';
import { greet } from './greet';
import { incident } from './incident';
import { keepPin } from './keep-pin';
import { refuseVote } from './refuse-vote';
import { runCommand } from './run-command';
import { showHome } from './show-home';

export const orchestrators: Record<OrchestratorName, OrchestrationHandler> = {
  runCommand,
  followRun,
  followDebt,
  alarm,
  refuseVote,
  greet,
  incident,
  keepPin,
  alertGroup,
  showHome,
};
