import { EventType, type HistoryEvent } from './history';
import { completedId, type InstanceRecord } from './instance';

export interface StatusOptions {
  showInput: boolean;
  showHistoryOutput: boolean;
}

/** An instance as the status endpoint shows it; times in whole seconds. */
export function statusView(record: InstanceRecord, showInput: boolean): Record<string, unknown> {
  return {
    name: record.name,
    instanceId: record.instanceId,
    runtimeStatus: record.status,
    input: showInput ? parse(record.input) : null,
    customStatus: parse(record.customStatus),
    output: parse(record.output),
    createdTime: seconds(record.createdAt),
    lastUpdatedTime: seconds(record.updatedAt),
  };
}

const names = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]));
const hidden = new Set<number>([EventType.OrchestratorStarted, EventType.OrchestratorCompleted]);

/** `historyEvents` of the status endpoint: work appears once, with its outcome (recordings durable-status-*, orchestration-*). */
export function historyView(history: readonly HistoryEvent[], options: StatusOptions): Record<string, unknown>[] {
  const scheduled = new Map<number, HistoryEvent>();
  const completed = new Set<number>();
  for (const event of history) {
    if (event.EventType === EventType.TaskScheduled || event.EventType === EventType.SubOrchestrationInstanceCreated)
      scheduled.set(event.EventId, event);
    if (event.TaskScheduledId !== undefined) completed.add(event.TaskScheduledId);
  }
  return history
    .filter(
      (event) =>
        !hidden.has(event.EventType) && !(scheduled.get(event.EventId) === event && completed.has(event.EventId)),
    )
    .map((event) => view(event, scheduled.get(completedId(event) ?? -1), options));
}

function view(
  event: HistoryEvent,
  cause: HistoryEvent | undefined,
  { showInput, showHistoryOutput }: StatusOptions,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    EventType: names.get(event.EventType),
    ...pick(event),
    Timestamp: event.Timestamp,
  };
  if (cause)
    Object.assign(shown, {
      ScheduledTime: event.Timestamp && offset(cause.Timestamp),
      FunctionName: cause.Name,
      Input: null,
    });
  if (event.EventType === EventType.ExecutionStarted) shown['FunctionName'] = event.Name;
  if ('Result' in shown) shown['Result'] = parse(event.Result ?? null);
  if (!showInput) delete shown['Input'];
  if (!showHistoryOutput) delete shown['Result'];
  return shown;
}

function pick(event: HistoryEvent): Record<string, unknown> {
  const {
    Input,
    ParentTraceContext,
    Name,
    FireAt,
    Reason,
    Details,
    FailureDetails,
    Result,
    OrchestrationStatus,
    Generation,
    Data,
  } = event;
  switch (event.EventType) {
    case EventType.ExecutionStarted:
      return {
        Input,
        Correlation: null,
        ParentTraceContext,
        ScheduledStartTime: null,
        Generation,
        GenerateNewTrace: false,
      };
    case EventType.ExecutionCompleted:
      return { OrchestrationStatus, Result, FailureDetails };
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      return { Result };
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      return { Reason, Details, FailureDetails };
    case EventType.TimerCreated:
    case EventType.TimerFired:
      return { FireAt };
    case EventType.EventRaised:
      return { Name, Input, ParentTraceContext: null };
    case EventType.ExecutionTerminated:
      return { Input };
    case EventType.ExecutionSuspended:
    case EventType.ExecutionResumed:
      return { Reason };
    case EventType.GenericEvent:
      return { Data };
    default:
      return { FunctionName: Name };
  }
}

function parse(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function offset(time: string): string {
  return time.replace('Z', '+00:00');
}
