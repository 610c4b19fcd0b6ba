import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { placeOf } from '../telemetry/trace-parent';
import { telemetry } from '../telemetry/telemetry';
import { type Round } from './open-round';
import { type PollInput, type Polled } from './poll-action';
import { type Decision } from './tally-votes';

/** What a finished activity tells of the command that it is a step of. One that runs again tells it again: there are few of those. */
export function measureActivity(activity: string, input: unknown, output: unknown, now: Date): void {
  if (activity === 'recordOutcome') return ended(input as { request: CommandRequest; ending: Ending }, now);
  if (activity === 'tallyVotes') {
    const { state } = output as Decision;
    if (state === 'waiting' || state === 'unrecorded') return;
    const { openedAt, request } = input as Round;
    const decided = { command: request.command, decision: state };
    telemetry.measure('countersign.approval.wait', secondsFrom(openedAt, now), decided);
  }
  if (activity === 'pollAction' && (output as Polled).state === 'ended') {
    const { since, request } = input as PollInput;
    const { run } = output as Extract<Polled, { state: 'ended' }>;
    const how = { command: request.command, result: run.state };
    telemetry.measure('countersign.action.duration', secondsFrom(since, now), how);
  }
}

/** The command's own span is told here, where it ends: an orchestrator could not tell it once. */
function ended({ request, ending }: { request: CommandRequest; ending: Ending }, now: Date): void {
  const { command: name, trace, instanceId, receivedAt } = request;
  const command = name || 'none';
  const { result, reasonCode } = ending.outcome;
  telemetry.measure('countersign.commands', 1, { command, result });
  const place = placeOf(trace?.traceparent);
  if (!place) return;
  const { service, environment } = ending.planned?.plan ?? {};
  telemetry.tell({
    ...place,
    name: `command ${command}`,
    kind: 'internal',
    parentSpanId: trace?.startedBy,
    start: Date.parse(receivedAt),
    end: now.getTime(),
    attributes: {
      'countersign.instance': instanceId,
      'countersign.command': command,
      'countersign.result': result,
      'countersign.reason_code': reasonCode,
      ...(service && { 'countersign.service': service }),
      ...(environment && { 'countersign.environment': environment }),
      ...(result === 'failure' && { 'error.type': reasonCode }),
    },
  });
}

function secondsFrom(instant: string, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(instant)) / 1_000);
}
