/** Numbers of DurableTask.Core's history events, as the SDK's `HistoryEventType` has them. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

export interface HistoryEvent {
  EventType: number;
  /** The position of the action that scheduled it; -1 for everything that came in. */
  EventId: number;
  IsPlayed: boolean;
  Timestamp: string;
  Name?: string;
  Version?: string | null;
  Input?: string | null;
  TaskScheduledId?: number;
  TimerId?: number;
  FireAt?: string;
  Reason?: string | null;
  Details?: string | null;
  Result?: string | null;
  InstanceId?: string;
  OrchestrationStatus?: string;
  Generation?: number | null;
  Data?: string | null;
  [other: string]: unknown;
}

/** Microsoft's host marks what came in during an earlier turn, and leaves all else unmarked (recordings orchestration-*). */
const markedWhenPlayed = new Set<number>([
  EventType.ExecutionStarted,
  EventType.TaskCompleted,
  EventType.TaskFailed,
  EventType.SubOrchestrationInstanceCompleted,
  EventType.SubOrchestrationInstanceFailed,
  EventType.TimerFired,
  EventType.EventRaised,
  EventType.ExecutionSuspended,
  EventType.ExecutionResumed,
]);

/** JSON text of a turn's events for the turns after it, without the brackets. */
export function playedText(turn: readonly HistoryEvent[]): string {
  return turn
    .map((event) => JSON.stringify(markedWhenPlayed.has(event.EventType) ? { ...event, IsPlayed: true } : event))
    .join(',');
}

/** .NET's way to write a time: UTC, without the zeros at the end of the fraction. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0+Z$/, 'Z');
}

export function incoming(type: number, ms: number, rest: Partial<HistoryEvent> = {}): HistoryEvent {
  return { EventType: type, ...rest, EventId: -1, IsPlayed: false, Timestamp: timestamp(ms) };
}

export interface ParentInstance {
  Name: string;
  OrchestrationInstance: { InstanceId: string; ExecutionId: string };
  TaskScheduleId: number;
  Version: string | null;
}

export interface ExecutionStart {
  instanceId: string;
  executionId: string;
  name: string;
  version: string | null;
  /** JSON text. */
  input: string | null;
  parent: ParentInstance | null;
  generation: number | null;
}

export function executionStarted(start: ExecutionStart, ms: number): HistoryEvent {
  return {
    OrchestrationInstance: { InstanceId: start.instanceId, ExecutionId: start.executionId },
    EventType: EventType.ExecutionStarted,
    ParentInstance: start.parent,
    Name: start.name,
    Version: start.version,
    Input: start.input,
    Tags: null,
    Correlation: null,
    ParentTraceContext: null,
    ScheduledStartTime: null,
    Generation: start.generation,
    GenerateNewTrace: false,
    EventId: -1,
    IsPlayed: false,
    Timestamp: timestamp(ms),
  };
}
