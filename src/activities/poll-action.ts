import { VendorError } from '../connectors/vendor-error';
import { type CommandRequest } from '../model/command-request';
import { type MessageRef } from '../model/message-ref';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Run } from '../model/run';
import { ChatError } from '../platforms/chat-error';
import { runningView, type RunningStage } from '../views/running-view';
import { changing, type Dependencies, headOf, refer } from './dependencies';
import { show } from './show';

export interface PollInput {
  request: CommandRequest;
  requester: PersonRef;
  plan: Plan;
  approvedBy: string[];
  message: MessageRef;
  correlation: string;
  since: string;
  runId?: string;
  /** What the message shows, as `shown` of the poll before. */
  shown: string;
  /** As of the poll before. */
  stopping?: Stopping;
}

/** The vendor has been asked to stop the run; `refused` is why it does not. */
export interface Stopping {
  by: string;
  refused?: string;
}

export type Polled =
  | { state: 'searching' | 'unreachable'; shown: string }
  | { state: 'going'; runId: string; shown: string; stopping?: Stopping }
  | { state: 'ended'; run: Run; stoppedBy?: string };

/** One look at the run; the message is changed only when there is something new to see. */
export function pollAction(dependencies: Dependencies) {
  return async (input: PollInput): Promise<Polled> => {
    const { instanceId } = input.request;
    const [look, stop] = await Promise.all([lookAtRun(dependencies, input), dependencies.requests.stopped(instanceId)]);
    if (look.state === 'ended') return { ...look, ...(stop && { stoppedBy: stop.by }) };
    const at = look.state === 'going' ? 'following' : look.state;
    const run = look.state === 'going' ? look.run : undefined;
    const stopping = input.stopping ?? (run && stop && (await stopRun(dependencies, input, { run, by: stop.by })));
    const steps = run?.steps.map(({ name, state }) => [name, state]);
    const trouble = look.state === 'unreachable' ? look.trouble : undefined;
    const shown = JSON.stringify([at, run?.state, steps, stopping, trouble]);
    if (shown !== input.shown) await showRunning(dependencies, input, { at, run, stopping, trouble });
    return look.state === 'going'
      ? { state: 'going', runId: look.run.id, shown, stopping }
      : { state: look.state, shown };
  };
}

/**
 * Puts the running view in the message's place, unless the command has ended: an activity may run again minutes later. A
 * platform that refuses holds nothing up: the result is shown later.
 */
export async function showRunning(
  dependencies: Dependencies,
  input: Pick<PollInput, 'request' | 'requester' | 'plan' | 'approvedBy' | 'message'>,
  { at, run, stopping, trouble }: Pick<RunningStage, 'at' | 'run' | 'trouble'> & { stopping?: Stopping },
): Promise<void> {
  const { request, requester, plan, approvedBy, message } = input;
  if ((await dependencies.requests.get(request.instanceId))?.outcome) return;
  const command = changing(dependencies, request.command);
  const stoppable = at === 'locked' || (command.cancel !== undefined && at !== 'verifying' && !stopping);
  const byId = refer(dependencies);
  const view = runningView(headOf(dependencies, request, requester), {
    plan,
    approvedBy: approvedBy.map(byId),
    doing: command.words.doing(request.args),
    at,
    run,
    trouble,
    ...(stopping && { stopping: { by: byId(stopping.by), refused: stopping.refused } }),
    ...(stoppable && { cancelLine: `/cancel ${request.instanceId}` }),
  });
  try {
    await show(dependencies, request.instanceId, message, view);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}

/** Asks the vendor once; trouble that passes is met by asking again at the next look. */
async function stopRun(
  dependencies: Dependencies,
  { request, plan }: PollInput,
  { run, by }: { run: Run; by: string },
): Promise<Stopping | undefined> {
  const command = changing(dependencies, request.command);
  if (!command.cancel) return undefined;
  try {
    await command.cancel(plan, run.id, dependencies);
    return { by };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return error.temporary ? undefined : { by, refused: error.message };
  }
}

type Look =
  | { state: 'searching' }
  | { state: 'unreachable'; trouble: string }
  | { state: 'going'; run: Run }
  | { state: 'ended'; run: Run };

async function lookAtRun(dependencies: Dependencies, input: PollInput): Promise<Look> {
  const { request, plan, correlation, since } = input;
  const command = changing(dependencies, request.command);
  try {
    const runId = input.runId ?? (await command.find(plan, correlation, since, dependencies))?.runId;
    if (!runId) return { state: 'searching' };
    const run = await command.poll(plan, runId, dependencies);
    return { state: run.state === 'queued' || run.state === 'running' ? 'going' : 'ended', run };
  } catch (error) {
    if (error instanceof VendorError) return { state: 'unreachable', trouble: error.message };
    throw error;
  }
}
