import { type HistoryEvent, EventType, type ParentInstance, playedText } from './history';
import { type Ledger } from './ledger';

export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated';

/** What is known of an instance without its history. `input`, `output` and `customStatus` are JSON text; times in ms. */
export interface InstanceRecord {
  instanceId: string;
  executionId: string;
  name: string;
  version: string | null;
  generation: number | null;
  parent: ParentInstance | null;
  status: RuntimeStatus;
  input: string | null;
  output: string | null;
  customStatus: string | null;
  createdAt: number;
  updatedAt: number;
  /** Number of turns in the store. */
  turns: number;
}

/** Something that came in for an instance and waits for its next turn. */
export interface Message {
  event: HistoryEvent;
  /** Only for this execution; null for whichever is there. */
  executionId: string | null;
  /** Keys that go when the message has been taken. */
  keys: string[];
  /** Belongs to the opening of an execution that continues as new. */
  opening?: boolean;
}

export function hasEnded(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}

/** An instance in memory. */
export class Instance {
  inbox: Message[] = [];
  running = false;
  /** Earlier turns as JSON text, events without brackets, marked as played. */
  played = '';
  /** Missing after loading and after a suspension; it is then made anew from the turns in the store. */
  ledger: Ledger | undefined;
  /** What has been scheduled and has not completed: EventId → the type of the event that scheduled it. */
  readonly open = new Map<number, number>();
  lastTurnAt = 0;

  constructor(public record: InstanceRecord) {}

  /** Takes a stored turn into memory. */
  remember(turn: readonly HistoryEvent[]): void {
    this.played += (this.played === '' ? '' : ',') + playedText(turn);
    for (const event of turn) {
      if (schedules(event)) this.open.set(event.EventId, event.EventType);
      else {
        const id = completedId(event);
        if (id !== undefined) this.open.delete(id);
      }
    }
  }

  /** Begins a new execution in the same instance. */
  restart(record: InstanceRecord): void {
    this.record = record;
    this.played = '';
    this.ledger = undefined;
    this.open.clear();
  }
}

export function schedules(event: HistoryEvent): boolean {
  return (
    event.EventType === EventType.TaskScheduled ||
    event.EventType === EventType.TimerCreated ||
    event.EventType === EventType.SubOrchestrationInstanceCreated
  );
}

/** The EventId of the work that this event completes. */
export function completedId(event: HistoryEvent): number | undefined {
  return event.TimerId ?? event.TaskScheduledId;
}
