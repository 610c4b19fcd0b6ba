import { type Ending } from '../model/ending';

/** How a command ended, in one or two sentences; `done` is the action's own word, e.g. `Deploy complete.` */
export function outcomeMessage(ending: Ending, done: string): string {
  const { outcome, planned, run, rejection, verification } = ending;
  if (outcome.message) return outcome.message;
  const vendor = planned?.plan.connector ?? 'the vendor';
  switch (outcome.reasonCode) {
    case 'completed':
      return verification?.state === 'passed'
        ? `${done} Health check passed.`
        : `${done} No health check is configured.`;
    case 'dry_run':
      return `Dry run: nothing was changed. ${whatItNeeds(planned?.verdict)}`;
    case 'run_failed':
      return run?.failure ? `The run failed in ${run.failure.job}${step(run.failure.step)}.` : 'The run failed.';
    case 'run_cancelled':
      return `The run was cancelled on ${vendor}.`;
    case 'run_timed_out':
      return run
        ? 'The run timed out.'
        : `The run still goes after an hour and is no longer followed: look at ${vendor}.`;
    case 'verification_failed':
      return verification
        ? `The run succeeded, but the health check failed: ${failing(verification)}.`
        : 'The run succeeded, but its health could not be checked.';
    case 'unknown_outcome':
      return `${vendor} was asked to start but shows no such run. Look there before you ask again: nothing is started twice by itself.`;
    case 'rejected_by_approver':
      return `Rejected by @${rejection?.by}${rejection?.reason ? `: ${rejection.reason}` : '.'}`;
    case 'approval_expired':
      return `It was not decided within ${minutes(planned?.verdict)}. Ask again when approvers are there.`;
    case 'plan_kept_changing':
      return 'The plan changed each time it was about to run. Nothing was started.';
    case 'audit_unavailable':
      return 'The audit log cannot be written, so nothing was started.';
    case 'channel_unreachable':
      return 'The request could not be shown to the channel, so nothing was started.';
    case 'internal_error':
      return 'Something went wrong inside Countersign; its logs say what. Check the target before you ask again.';
    default:
      return outcome.reasonCode.replaceAll('_', ' ');
  }
}

type AnyVerdict = NonNullable<Ending['planned']>['verdict'] | undefined;

function whatItNeeds(verdict: AnyVerdict): string {
  if (verdict?.kind === 'denied') return verdict.message;
  const rule = `rule “${verdict?.rule.name}”`;
  if (verdict?.kind === 'allowed' && verdict.breakGlass)
    return `It would run at once, and be reviewed by ${verdict.breakGlass.review.label} afterwards (${rule}).`;
  if (verdict?.kind === 'approval' && verdict.requirements.length === 0)
    return `It needs only your confirmation (${rule}).`;
  if (verdict?.kind !== 'approval') return `It needs no approval (${rule}).`;
  return `It needs approval from ${verdict.requirements.map(({ label }) => label).join(' and ')} (${rule}).`;
}

function minutes(verdict: AnyVerdict): string {
  const seconds = verdict?.kind === 'approval' ? verdict.expiresSeconds : 0;
  const [count, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function step(name: string | undefined): string {
  return name ? `, step ${name}` : '';
}

function failing(verification: Ending['verification']): string {
  const readings = verification && verification.state !== 'unchecked' ? verification.readings : [];
  return readings
    .filter(({ ok }) => !ok)
    .map(({ check, text }) => `${check} ${text}`)
    .join('; ');
}
