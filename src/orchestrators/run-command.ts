import { type OrchestrationContext } from 'durable-functions';
import { type Opened } from '../activities/open-request';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type Outcome } from '../model/outcome';
import { act, type Step } from './act';
import { approve, type Opening } from './approve';
import { carryOut } from './carry-out';
import { conclude } from './conclude';
import { failed } from './failed';

/** Rounds of approval before the command gives up on a plan that will not stand still. */
const MOST_ROUNDS = 5;

/**
 * Every command's way: claim → plan → authorize → approval round(s) → lock → plan again → intent → start → follow →
 * verify → unlock → record → report. Ends with its outcome, or with null when another execution owns the request.
 */
export function* runCommand(context: OrchestrationContext): Step<Outcome | null> {
  const request = context.df.getInput<CommandRequest>();
  const opened = yield* open(context, request);
  if (opened.kind === 'taken') return null;
  const ending: Ending =
    opened.kind === 'ended'
      ? { outcome: opened.outcome, shown: opened.shown, rounds: 0, approvedBy: [] }
      : yield* proceed(context, { request, requester: opened.requester, message: opened.message });
  const { result, reasonCode } = ending.outcome;
  context.df.setCustomStatus(`${request.command || 'not understood'}: ${result} (${reasonCode})`);
  yield* conclude(context, request, ending);
  if (ending.owesReview) yield* tellReviewers(context, request);
  return ending.outcome;
}

/** The alert of a break-glass shows how it ended; missed, it does at its next reminder. */
function* tellReviewers(context: OrchestrationContext, { instanceId }: CommandRequest): Step<void> {
  try {
    yield* act(context, 'wakeInstance', `${instanceId}-debt`);
  } catch (error) {
    if (!context.df.isReplaying) context.error(error);
  }
}

/** A request that cannot be shown in its channel ends there, and its asker is told privately if that can be. */
function* open(context: OrchestrationContext, request: CommandRequest): Step<Opened> {
  const nonce = context.df.newGuid('claim');
  try {
    return yield* act(context, 'openRequest', { request, nonce });
  } catch (error) {
    if (!context.df.isReplaying) context.error(error);
    return { kind: 'ended', outcome: { result: 'failure', reasonCode: 'channel_unreachable' } };
  }
}

/** Rounds of plan, approval and execution, until one of them ends the command. */
function* proceed(context: OrchestrationContext, opening: Opening): Step<Ending> {
  const { request, requester } = opening;
  let ending: Ending = { requester, message: opening.message, rounds: 0, approvedBy: [], outcome: KEPT_CHANGING };
  let changes: string[] = [];
  try {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const planned = yield* act(context, 'planCommand', { request, requester, round });
      if (planned.kind === 'problem') return { ...ending, outcome: planned.outcome };
      ending = { ...ending, planned: { plan: planned.plan, hash: planned.hash, verdict: planned.verdict } };
      if (request.args['dry-run']) return { ...ending, outcome: { result: 'success', reasonCode: 'dry_run' } };
      const approved = yield* approve(context, opening, { round, planned, changes, ending });
      ending = approved.ending;
      if (!approved.goOn) return ending;
      const carried = yield* carryOut(context, { request, requester, round, planned, ending });
      if ('ending' in carried) return carried.ending;
      changes = carried.changes;
      if (approved.round && ending.message) {
        yield* act(context, 'voidRound', {
          ...approved.round,
          message: ending.message,
          changes,
          approvedBy: ending.approvedBy,
        });
      }
      ending = { ...ending, approvedBy: [] };
    }
    return ending;
  } catch (error) {
    return { ...ending, outcome: failed(context, error) };
  }
}

const KEPT_CHANGING: Outcome = { result: 'failure', reasonCode: 'plan_kept_changing' };
