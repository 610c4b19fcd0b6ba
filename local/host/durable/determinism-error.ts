import { type Action, ActionType } from './actions';
import { EventType, type HistoryEvent } from './history';

/** Something that an orchestrator scheduled, in Microsoft's words for it. */
interface Scheduled {
  kind: 'activity' | 'sub-orchestration' | 'timer' | 'other';
  /** Undefined for what takes no EventId. */
  id: number | undefined;
  name: string;
  version: string;
  /** The class of Microsoft's engine, which its message names. */
  type: string;
}

/**
 * The orchestrator's code and the history of its instance no longer fit; the message names both sides. Its words are those of
 * DurableTask.Core's TaskOrchestrationContext (one is in recording sdk-client-calls), but for waits and compound tasks, where
 * Microsoft's engine notices nothing.
 */
export class DeterminismError extends Error {
  constructor(before: Scheduled, now: Scheduled | undefined) {
    super(
      `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ${difference(before, now)} ` +
        'Was a change made to the orchestrator code after this instance had already started running?',
    );
  }
}

function difference(before: Scheduled, now: Scheduled | undefined): string {
  const { kind, id, name, version } = before;
  if (kind === 'other')
    return `${name}, but the current orchestration replay ${now ? `instead scheduled ${now.name}` : "hasn't (yet?) scheduled it"}.`;
  const identified = `${kind === 'activity' ? 'an activity' : `a ${kind}`} task with sequence ID ${id} and name '${name}' (version '${version}')`;
  const numbered =
    kind === 'timer' ? `a timer task with sequence number ${id}` : `an activity task with sequence number ${id}`;
  if (!now)
    return `${kind === 'timer' ? numbered : `${identified},`} but the current replay execution hasn't (yet?) scheduled this task.`;
  if (now.kind !== kind) {
    const instead = `but the current orchestration replay instead produced a ${now.type} action`;
    if (kind === 'sub-orchestration') return `${identified}, ${instead} at this sequence number.`;
    return `${numbered} named ${kind === 'activity' ? `'${name}', ` : ''}${instead} with this sequence number.`;
  }
  const instead = 'but the current orchestration replay instead scheduled';
  return kind === 'activity'
    ? `${numbered} named '${name}', ${instead} an activity task named '${now.name}' with this sequence number. `
    : `${identified}, ${instead} a ${kind} task with name ${now.name} at this sequence number.`;
}

export function scheduledBy(action: Action, id: number | undefined): Scheduled {
  const name = action.functionName ?? '';
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return { kind: 'activity', id, name, version: '', type: 'ScheduleTaskOrchestratorAction' };
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return {
        kind: 'sub-orchestration',
        id,
        name,
        version: action.version ?? '',
        type: 'CreateSubOrchestrationAction',
      };
    case ActionType.CreateTimer:
      return { kind: 'timer', id, name: 'a timer', version: '', type: 'CreateTimerOrchestratorAction' };
    default:
      return { kind: 'other', id: undefined, name: describe(action), version: '', type: describe(action) };
  }
}

export function scheduledIn(event: HistoryEvent): Scheduled {
  const id = event.EventId;
  const name = event.Name ?? '';
  if (event.EventType === EventType.TimerCreated) return scheduledBy({ actionType: ActionType.CreateTimer }, id);
  const actionType =
    event.EventType === EventType.TaskScheduled ? ActionType.CallActivity : ActionType.CallSubOrchestrator;
  return scheduledBy({ actionType, functionName: name, version: event.Version ?? undefined }, id);
}

function describe(action: Action): string {
  const children = (action.compoundActions ?? []).map(describe).join(', ');
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return `an activity task named '${action.functionName}'`;
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return `a sub-orchestration task named '${action.functionName}'`;
    case ActionType.CreateTimer:
      return 'a timer';
    case ActionType.WaitForExternalEvent:
      return `a wait for the external event '${action.externalEventName}'`;
    case ActionType.WhenAll:
      return `Task.all of (${children})`;
    case ActionType.WhenAny:
      return `Task.any of (${children})`;
    default:
      return `an action of type ${action.actionType}`;
  }
}
