import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type LogLine } from '../model/log-line';

/** The line that a finished activity leaves in the log, if any: never what people typed beside the names of things. */
export function logOf(activity: string, input: unknown, output: unknown): LogLine | undefined {
  if (activity === 'recordOutcome') {
    const { request, ending } = input as { request: CommandRequest; ending: Ending };
    const { result, reasonCode } = ending.outcome;
    const { durationSeconds } = output as { durationSeconds: number };
    const target = targetOf(request, ending.planned?.plan);
    return { event: 'command.ended', ...target, result, reason_code: reasonCode, seconds: durationSeconds };
  }
  if (activity === 'openDebt' && (output as { state: string }).state === 'opened') {
    const { request, planned } = input as { request: CommandRequest; planned: NonNullable<Ending['planned']> };
    return { event: 'break_glass.used', ...targetOf(request, planned.plan) };
  }
  return undefined;
}

/** Whose activity it was, from its input; undefined where it tells none. */
export function instanceOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const { request, instanceId } = input as { request?: { instanceId?: string }; instanceId?: string };
  return request?.instanceId ?? instanceId;
}

function targetOf({ instanceId, command }: CommandRequest, plan?: { service: string; environment: string }) {
  return { instance: instanceId, command: command || 'none', service: plan?.service, environment: plan?.environment };
}
