import { confirmPlan } from './confirm-plan';
import { type Dependencies } from './dependencies';
import { greetConversation } from './greet-conversation';
import { advanceChannel } from './incident/advance-channel';
import { advancePager } from './incident/advance-pager';
import { advancePostmortem } from './incident/advance-postmortem';
import { advanceStatusPage } from './incident/advance-status-page';
import { incidentStep } from './incident/incident-step';
import { keepPin } from './incident/keep-pin';
import { lookAtIncident } from './incident/look-at-incident';
import { proposeIncident } from './incident/propose-incident';
import { tellIncident } from './incident/tell-incident';
import { lockTarget, unlockTarget } from './lock-target';
import { lookAtDebt } from './look-at-debt';
import { openDebt } from './open-debt';
import { openRequest } from './open-request';
import { openRound } from './open-round';
import { planCommand } from './plan-command';
import { pollAction } from './poll-action';
import { recordIntent } from './record-intent';
import { recordOutcome } from './record-outcome';
import { refuseVote } from './refuse-vote';
import { reportOutcome } from './report-outcome';
import { startAction } from './start-action';
import { tallyVotes } from './tally-votes';
import { publishHome } from './publish-home';
import { showVerifying, verifyAction } from './verify-action';
import { voidRound } from './void-round';
import { wakeInstance } from './wake-instance';

/** Every activity by the name that orchestrators call it. A name, once deployed, stays. */
export function createActivities(dependencies: Dependencies) {
  return {
    openRequest: openRequest(dependencies),
    planCommand: planCommand(dependencies),
    openRound: openRound(dependencies),
    tallyVotes: tallyVotes(dependencies),
    lockTarget: lockTarget(dependencies),
    unlockTarget: unlockTarget(dependencies),
    confirmPlan: confirmPlan(dependencies),
    voidRound: voidRound(dependencies),
    recordIntent: recordIntent(dependencies),
    openDebt: openDebt(dependencies),
    lookAtDebt: lookAtDebt(dependencies),
    startAction: startAction(dependencies),
    pollAction: pollAction(dependencies),
    showVerifying: showVerifying(dependencies),
    verifyAction: verifyAction(dependencies),
    recordOutcome: recordOutcome(dependencies),
    reportOutcome: reportOutcome(dependencies),
    tellRefusal: refuseVote(dependencies),
    publishHome: publishHome(dependencies),
    greetConversation: greetConversation(dependencies),
    lookAtIncident: lookAtIncident(dependencies),
    makeIncidentChannel: incidentStep(dependencies, 'channel', advanceChannel),
    tellStatusPage: incidentStep(dependencies, 'statusPage', advanceStatusPage),
    tellPager: incidentStep(dependencies, 'pager', advancePager),
    schedulePostmortem: incidentStep(dependencies, 'postmortem', advancePostmortem),
    tellIncident: tellIncident(dependencies),
    wakeInstance: wakeInstance(dependencies),
    keepMarkedMessage: keepPin(dependencies),
    proposeIncident: proposeIncident(dependencies),
  };
}

export type Activities = ReturnType<typeof createActivities>;
