import { type Action, ActionType } from './actions';
import { EventType, type HistoryEvent } from './history';

/** The orchestrator's code and the history of its instance no longer fit; the message names both sides. */
export class DeterminismError extends Error {
  constructor(before: string, now: string | undefined) {
    super(
      `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ${before}, but the current replay execution ` +
        `${now === undefined ? "hasn't scheduled it" : `instead scheduled ${now}`}. ` +
        'Was a change made to the orchestrator code after this instance had already started running?',
    );
  }
}

export function describeAction(action: Action, id: number | undefined): string {
  const position = id === undefined ? '' : ` with sequence ID ${id}`;
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
      return `an activity task${position} and name '${action.functionName}'`;
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return `a sub-orchestration${position} and name '${action.functionName}'`;
    case ActionType.CreateTimer:
      return `a timer${position}`;
    case ActionType.WaitForExternalEvent:
      return `a wait for the external event '${action.externalEventName}'`;
    case ActionType.WhenAll:
      return `Task.all of (${(action.compoundActions ?? []).map((child) => describeAction(child, undefined)).join(', ')})`;
    case ActionType.WhenAny:
      return `Task.any of (${(action.compoundActions ?? []).map((child) => describeAction(child, undefined)).join(', ')})`;
    default:
      return `an action of type ${action.actionType}`;
  }
}

export function describeEvent(event: HistoryEvent): string {
  if (event.EventType === EventType.TimerCreated) return `a timer with sequence ID ${event.EventId}`;
  const kind = event.EventType === EventType.TaskScheduled ? 'an activity task' : 'a sub-orchestration';
  return `${kind} with sequence ID ${event.EventId} and name '${event.Name}'`;
}
