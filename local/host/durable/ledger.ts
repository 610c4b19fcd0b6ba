import { type Action, ActionType, plainInput, processedInput } from './actions';
import { EventType, type HistoryEvent } from './history';
import { type LedgerNode, type Leaf, newNode, sameShape } from './ledger-node';
import { DeterminismError, scheduledBy, scheduledIn } from './determinism-error';

/** Work that a turn sends out; `id` is its EventId in the history. `input` is JSON text. */
export type Decision =
  | { kind: 'activity'; id: number; name: string; input: string | null }
  | {
      kind: 'sub';
      id: number;
      name: string;
      instanceId: string | undefined;
      version: string | undefined;
      input: string | null;
    }
  | { kind: 'timer'; id: number; fireAt: number; cancelled: boolean };

/** A timer may be so long in one piece; a longer one is made of pieces of three days (host-protocol; the SDK counts alike). */
const longestTimerMs = 6 * 24 * 3600_000;
const timerPieceMs = 3 * 24 * 3600_000;

/**
 * Follows one execution of an orchestrator: which of its actions has been scheduled under which EventId, what is still open,
 * which events wait to be taken. Top-level actions are scheduled one after the other, the next when the one before has
 * completed, retries and pieces of long timers in between, so that EventIds come out as the SDK counts them.
 */
export class Ledger {
  private readonly started: LedgerNode[] = [];
  private readonly open = new Map<number, Leaf>();
  private readonly waits = new Map<string, Leaf[]>();
  private deferred: (() => void)[] = [];
  private untaken: HistoryEvent[] = [];
  private nextId = 0;
  private continuesAsNew = false;
  private decisions: Decision[] = [];
  /** While following a turn that has run before: what it scheduled and has not come up again yet, by EventId. */
  private recorded: Map<number, HistoryEvent> | undefined;
  private stalled = false;
  private now = 0;
  private actions: Action[] = [];

  /** How much that was scheduled has not completed; an orchestration with open work does not end, even if its code has. */
  get openCount(): number {
    return this.open.size;
  }

  /** Events that nobody has taken, in order of arrival. */
  get untakenEvents(): readonly HistoryEvent[] {
    return this.untaken;
  }

  /**
   * Takes the events of a turn and the orchestrator's answer to them; gives back what is to be sent out. With `recorded`, the
   * events that this turn scheduled when it ran, it follows those, and gives back only what is missing among them (struck out
   * by a rewind). Throws DeterminismError when the answer does not fit what was before.
   */
  turn(
    events: readonly HistoryEvent[],
    now: number,
    actions: Action[],
    recorded?: readonly HistoryEvent[],
  ): Decision[] {
    this.recorded = recorded && new Map(recorded.map((event) => [event.EventId, event]));
    this.now = now;
    this.actions = actions;
    this.decisions = [];
    if (!recorded) this.checkStarted(actions);
    const deferred = this.deferred;
    this.deferred = [];
    for (const decide of deferred) this.decide(decide);
    if (this.stalled) this.pump();
    for (const event of events) {
      this.take(event);
      this.pump();
    }
    for (const missing of this.recorded?.values() ?? []) throw new DeterminismError(scheduledIn(missing), undefined);
    return this.decisions;
  }

  /** Closes the timers that the orchestrator has cancelled; to be called when the last turn has been taken. */
  closeCancelled(): number[] {
    const closed: number[] = [];
    for (const [id, leaf] of this.open)
      if (leaf.action.actionType === ActionType.CreateTimer && leaf.action.isCanceled) closed.push(id);
    for (const id of closed) {
      const leaf = this.open.get(id)!;
      this.open.delete(id);
      leaf.finish();
    }
    return closed;
  }

  private checkStarted(actions: Action[]): void {
    for (const [index, node] of this.started.entries()) {
      const action = actions[index];
      if (!action || !sameShape(node.action, action))
        throw new DeterminismError(scheduledBy(node.action, node.firstId), action && scheduledBy(action, node.firstId));
      node.update(action);
    }
  }

  private pump(): void {
    this.stalled = false;
    while (!this.continuesAsNew) {
      const last = this.started.at(-1);
      if (last && !last.done) return;
      const action = this.actions[this.started.length];
      if (!action) return;
      if (action.actionType === ActionType.ContinueAsNew) {
        this.continuesAsNew = true;
        return;
      }
      const node = newNode(action);
      if (
        !this.mayDecide() &&
        node.leaves().some((leaf) => leaf.action.actionType !== ActionType.WaitForExternalEvent)
      ) {
        this.stalled = true;
        return;
      }
      this.started.push(node);
      node.firstId = this.nextId;
      for (const leaf of node.leaves()) this.schedule(leaf);
    }
  }

  private mayDecide(): boolean {
    return this.recorded === undefined || this.recorded.size > 0;
  }

  private decide(action: () => void): void {
    if (this.mayDecide()) action();
    else this.deferred.push(action);
  }

  private schedule(leaf: Leaf): void {
    const { action } = leaf;
    leaf.attempt++;
    if (leaf.attempt === 1) leaf.firstAttemptAt = this.now;
    switch (action.actionType) {
      case ActionType.WaitForExternalEvent:
        return this.wait(leaf, action.externalEventName!);
      case ActionType.CreateTimer:
        return this.scheduleTimer(leaf);
      case ActionType.CallActivity:
      case ActionType.CallActivityWithRetry:
        return this.emit(leaf, {
          kind: 'activity',
          id: this.nextId,
          name: action.functionName!,
          input: processedInput(action.input),
        });
      default: {
        const { functionName, instanceId, version, input } = action;
        return this.emit(leaf, {
          kind: 'sub',
          id: this.nextId,
          name: functionName!,
          instanceId,
          version,
          input: plainInput(input),
        });
      }
    }
  }

  private scheduleTimer(leaf: Leaf): void {
    const target = Date.parse(leaf.action.fireAt!);
    const fireAt = target - this.now > longestTimerMs ? this.now + timerPieceMs : target;
    leaf.timerTarget = fireAt < target ? target : undefined;
    this.emit(leaf, { kind: 'timer', id: this.nextId, fireAt, cancelled: leaf.action.isCanceled ?? false });
  }

  private emit(leaf: Leaf, decision: Decision): void {
    const expected = this.recorded?.get(decision.id);
    if (expected && !fits(decision, expected))
      throw new DeterminismError(scheduledIn(expected), scheduledBy(leaf.action, decision.id));
    this.nextId++;
    if (expected) this.recorded!.delete(decision.id);
    else this.decisions.push(decision);
    if (decision.kind === 'timer' && decision.cancelled) leaf.finish();
    else this.open.set(decision.id, leaf);
  }

  private wait(leaf: Leaf, name: string): void {
    const index = this.untaken.findIndex((event) => event.Name === name);
    if (index !== -1) {
      this.untaken.splice(index, 1);
      leaf.finish();
      return;
    }
    const waiting = this.waits.get(name);
    if (waiting) waiting.push(leaf);
    else this.waits.set(name, [leaf]);
  }

  private take(event: HistoryEvent): void {
    switch (event.EventType) {
      case EventType.EventRaised: {
        const leaf = this.continuesAsNew ? undefined : this.waits.get(event.Name!)?.pop();
        if (leaf) leaf.finish();
        else this.untaken.push(event);
        return;
      }
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        this.closeOpen(event.TaskScheduledId!)?.finish();
        return;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed: {
        const leaf = this.closeOpen(event.TaskScheduledId!);
        if (leaf) this.failed(leaf);
        return;
      }
      case EventType.TimerFired: {
        const leaf = this.closeOpen(event.TimerId!);
        if (leaf) this.timerFired(leaf);
        return;
      }
    }
  }

  private closeOpen(id: number): Leaf | undefined {
    const leaf = this.open.get(id);
    this.open.delete(id);
    return leaf;
  }

  /** Even after the last attempt a timer is written, without delay: Microsoft's host does, and the SDK counts it. */
  private failed(leaf: Leaf): void {
    const delay = leaf.retryDelay(this.now);
    if (delay === undefined) return leaf.finish();
    leaf.waitsForRetry = true;
    this.decide(() => this.emit(leaf, { kind: 'timer', id: this.nextId, fireAt: this.now + delay, cancelled: false }));
  }

  private timerFired(leaf: Leaf): void {
    if (leaf.waitsForRetry) {
      leaf.waitsForRetry = false;
      if (leaf.attempt >= leaf.action.retryOptions!.maxNumberOfAttempts) leaf.finish();
      else this.decide(() => this.schedule(leaf));
    } else if (leaf.timerTarget !== undefined && leaf.timerTarget > this.now)
      this.decide(() => this.scheduleTimer(leaf));
    else leaf.finish();
  }
}

function fits(decision: Decision, event: HistoryEvent): boolean {
  if (decision.kind === 'timer') return event.EventType === EventType.TimerCreated;
  const type = decision.kind === 'activity' ? EventType.TaskScheduled : EventType.SubOrchestrationInstanceCreated;
  return event.EventType === type && event.Name === decision.name;
}
