import { randomUUID } from 'node:crypto';
import type { Worker } from '../worker/worker';
import { type Action, ActionType, type OrchestratorAnswer, processedInput } from './actions';
import { DeterminismError } from './determinism-error';
import { callOrchestrator } from './orchestrator-call';
import { type Effect, newMessage } from './effects';
import { orchestratorFailure, subOrchestrationDetails, unknownFunction } from './failure-texts';
import { EventType, executionStarted, type HistoryEvent, incoming, timestamp } from './history';
import { hasEnded, type Instance, type InstanceRecord, type Message, schedules } from './instance';
import { activityKey, timerKey, turnKey } from './keys';
import { type Decision, Ledger } from './ledger';

/** All that a turn changes; it becomes durable together. */
export interface TurnOutcome {
  record: InstanceRecord;
  events: HistoryEvent[];
  /** Keys that go. */
  deleted: string[];
  effects: Effect[];
  /** EventIds of timers that will not fire any more. */
  cancelled: number[];
  /** Opening messages of the next execution, when the instance continues as new. */
  nextExecution: Message[] | undefined;
}

export interface TurnDependencies {
  worker: Worker;
  orchestrators: ReadonlySet<string>;
  activities: ReadonlySet<string>;
  defaultVersion: string | null;
  findRecord: (instanceId: string) => InstanceRecord | undefined;
  readTurns: (instanceId: string, turns: number) => HistoryEvent[][];
}

const customStatusLimitKb = 16;

/** Runs one turn of an instance over the messages that it has received. Changes nothing outside the instance's ledger. */
export async function runTurn(
  instance: Instance,
  messages: readonly Message[],
  dependencies: TurnDependencies,
): Promise<TurnOutcome> {
  const turn = new Turn(instance, messages, dependencies);
  const terminated = messages.find(({ event }) => event.EventType === EventType.ExecutionTerminated);
  if (terminated) turn.finish('Terminated', JSON.stringify(terminated.event.Input ?? null));
  else if (!turn.suspend()) await turn.runCode();
  return turn.outcome();
}

class Turn {
  private readonly now: number;
  private readonly record: InstanceRecord;
  private readonly events: HistoryEvent[];
  private readonly effects: Effect[] = [];
  private readonly deleted: string[];
  private cancelled: number[] = [];
  /** An execution that continues as new opens with a closed pair, which counts as played and needs no second end unless work follows. */
  private openingEnd: HistoryEvent | undefined;
  private nextExecution: Message[] | undefined;

  constructor(
    private readonly instance: Instance,
    private readonly messages: readonly Message[],
    private readonly dependencies: TurnDependencies,
  ) {
    /** Time never goes back in an instance, and a turn that takes a fired timer is not before the timer's time. */
    const fired = messages.map(({ event }) =>
      event.EventType === EventType.TimerFired ? Date.parse(event.FireAt!) : 0,
    );
    this.now = Math.max(Date.now(), instance.lastTurnAt, ...fired);
    this.record = { ...instance.record, updatedAt: this.now, turns: instance.record.turns + 1 };
    this.events = [incoming(EventType.OrchestratorStarted, this.now), ...messages.map(({ event }) => event)];
    if (messages[0]?.opening) this.events.push((this.openingEnd = incoming(EventType.OrchestratorCompleted, this.now)));
    this.deleted = messages.flatMap(({ keys }) => keys);
  }

  outcome(): TurnOutcome {
    if (this.events.at(-1) !== this.openingEnd) this.events.push(incoming(EventType.OrchestratorCompleted, this.now));
    if (this.openingEnd) this.openingEnd.IsPlayed = true;
    const { record, events, deleted, effects, cancelled, nextExecution } = this;
    return { record, events, deleted, effects, cancelled, nextExecution };
  }

  /** While suspended, what comes in goes into the history, but no code runs. */
  suspend(): boolean {
    let suspended = this.record.status === 'Suspended';
    for (const { event } of this.messages) {
      if (event.EventType === EventType.ExecutionSuspended) {
        suspended = true;
        this.record.output = JSON.stringify(event.Reason ?? null);
      } else if (event.EventType === EventType.ExecutionResumed) suspended = false;
    }
    if (!suspended && this.record.status === 'Suspended') this.record.output = null;
    this.record.status = suspended ? 'Suspended' : 'Running';
    if (suspended) this.instance.ledger = undefined;
    return suspended;
  }

  async runCode(): Promise<void> {
    const { name } = this.record;
    const { orchestrators, worker } = this.dependencies;
    if (!orchestrators.has(name)) return this.fail(unknownFunction(name, 'orchestrator', [...orchestrators]));
    const answer = await callOrchestrator(worker, this.instance, this.events);
    const actions = answer.actions[0] ?? [];
    let ledger: Ledger;
    try {
      ledger = this.instance.ledger ??= this.rebuildLedger(actions);
      for (const decision of ledger.turn(
        this.messages.map(({ event }) => event),
        this.now,
        actions,
      ))
        this.carryOut(decision);
      this.cancelled = ledger.closeCancelled();
      this.deleted.push(...this.cancelled.map((id) => timerKey(this.record.instanceId, id)));
      this.takeCustomStatus(answer);
    } catch (error) {
      const { message } = error as Error;
      return this.fail(message, error instanceof DeterminismError ? message : undefined);
    }
    if (ledger.openCount > 0) return;
    if (answer.error !== undefined) this.fail(answer.error);
    else if (answer.isDone) this.end(answer, ledger);
  }

  finish(status: 'Completed' | 'Failed' | 'Terminated', output: string | null, failure?: string): void {
    const { instanceId, parent } = this.record;
    this.record.status = status;
    this.record.output = output;
    this.events.push({
      ...incoming(EventType.ExecutionCompleted, this.now),
      OrchestrationStatus: status,
      Result: output,
      FailureDetails: null,
    });
    for (const [id, type] of this.instance.open) {
      if (type === EventType.TaskScheduled) this.deleted.push(activityKey(instanceId, id));
      else if (type === EventType.TimerCreated) this.deleted.push(timerKey(instanceId, id));
    }
    if (!parent) return;
    const { InstanceId, ExecutionId } = parent.OrchestrationInstance;
    const reason = output === null ? null : (JSON.parse(output) as string | null);
    const event =
      status === 'Completed'
        ? incoming(EventType.SubOrchestrationInstanceCompleted, this.now, {
            TaskScheduledId: parent.TaskScheduleId,
            Result: output,
          })
        : incoming(EventType.SubOrchestrationInstanceFailed, this.now, {
            TaskScheduledId: parent.TaskScheduleId,
            Reason: reason ?? status,
            Details: failure === undefined ? (reason ?? status) : subOrchestrationDetails(failure),
            FailureDetails: null,
          });
    this.effects.push({ kind: 'message', instanceId: InstanceId, message: newMessage(InstanceId, event, ExecutionId) });
  }

  /**
   * Work that this turn would have sent out is taken back: a failed orchestrator schedules nothing. `output` is the message with
   * the orchestrator's name before it, but where Microsoft's host leaves the name out.
   */
  private fail(message: string, output = orchestratorFailure(this.record.name, message)): void {
    this.effects.length = 0;
    const scheduled = this.events.findIndex((event) => schedules(event));
    if (scheduled !== -1) this.events.length = scheduled;
    this.finish('Failed', JSON.stringify(output), message);
  }

  private rebuildLedger(actions: Action[]): Ledger {
    const ledger = new Ledger();
    for (const turn of this.dependencies.readTurns(this.record.instanceId, this.instance.record.turns)) {
      const came = turn.filter((event) => !schedules(event));
      for (const decision of ledger.turn(came, Date.parse(turn[0]!.Timestamp), actions, turn.filter(schedules)))
        this.carryOut(decision);
    }
    return ledger;
  }

  private carryOut(decision: Decision): void {
    const { instanceId, executionId } = this.record;
    const { id } = decision;
    const header = { EventId: id, IsPlayed: false, Timestamp: timestamp(this.now) };
    switch (decision.kind) {
      case 'timer': {
        this.events.push({ EventType: EventType.TimerCreated, FireAt: timestamp(decision.fireAt), ...header });
        const work = { instanceId, executionId, id, fireAt: decision.fireAt, createdAt: this.now };
        if (!decision.cancelled) this.effects.push({ kind: 'timer', work });
        return;
      }
      case 'activity': {
        const { name, input } = decision;
        if (!this.dependencies.activities.has(name))
          throw new Error(unknownFunction(name, 'activity', [...this.dependencies.activities]));
        this.events.push({
          EventType: EventType.TaskScheduled,
          Name: name,
          Version: '',
          Input: null,
          ParentTraceContext: null,
          Tags: null,
          ...header,
        });
        this.effects.push({ kind: 'activity', work: { instanceId, executionId, id, name, input } });
        return;
      }
      case 'sub':
        return this.startChild(decision, header);
    }
  }

  private startChild(
    decision: Decision & { kind: 'sub' },
    header: Pick<HistoryEvent, 'EventId' | 'IsPlayed' | 'Timestamp'>,
  ): void {
    const { id, name, input } = decision;
    const { orchestrators, defaultVersion, findRecord } = this.dependencies;
    if (!orchestrators.has(name)) throw new Error(unknownFunction(name, 'orchestrator', [...orchestrators]));
    const {
      instanceId: parentId,
      executionId: parentExecution,
      name: parentName,
      version: parentVersion,
    } = this.record;
    const instanceId = decision.instanceId ?? `${parentExecution}:${id}`;
    const version = decision.version ?? defaultVersion;
    this.events.push({
      EventType: EventType.SubOrchestrationInstanceCreated,
      Name: name,
      Version: version,
      InstanceId: instanceId,
      Input: null,
      ClientSpanId: null,
      Tags: null,
      ...header,
    });
    const existing = findRecord(instanceId);
    if (existing && !hasEnded(existing.status)) {
      const reason = `An orchestration instance with the ID '${instanceId}' already exists and is ${existing.status}.`;
      const failure = incoming(EventType.SubOrchestrationInstanceFailed, this.now, {
        TaskScheduledId: id,
        Reason: reason,
        Details: reason,
        FailureDetails: null,
      });
      this.effects.push({
        kind: 'message',
        instanceId: parentId,
        message: newMessage(parentId, failure, parentExecution),
      });
      return;
    }
    const parent = {
      Name: parentName,
      OrchestrationInstance: { InstanceId: parentId, ExecutionId: parentExecution },
      TaskScheduleId: id,
      Version: parentVersion,
    };
    const start = { instanceId, executionId: newExecutionId(), name, version, input, parent, generation: null };
    const record = newRecord(start, this.now);
    for (let turn = 0; turn < (existing?.turns ?? 0); turn++) this.deleted.push(turnKey(instanceId, turn));
    this.effects.push({
      kind: 'child',
      record,
      start: newMessage(instanceId, executionStarted(start, this.now), record.executionId),
    });
  }

  private takeCustomStatus(answer: OrchestratorAnswer): void {
    if (answer.customStatus === undefined || answer.customStatus === null) return;
    const serialized = JSON.stringify(answer.customStatus);
    const kilobytes = Math.floor((serialized.length * 2) / 1024);
    if (kilobytes > customStatusLimitKb)
      throw new Error(
        `The UTF-16 size of the JSON-serialized payload must not exceed ${customStatusLimitKb} KB. The current payload size is ${kilobytes} KB.`,
      );
    this.record.customStatus = serialized;
  }

  private end(answer: OrchestratorAnswer, ledger: Ledger): void {
    const last = answer.actions[0]?.at(-1);
    if (last?.actionType !== ActionType.ContinueAsNew)
      return this.finish('Completed', answer.output === undefined ? null : JSON.stringify(answer.output));
    const { instanceId, name, version, parent, turns } = this.record;
    const start = {
      instanceId,
      executionId: newExecutionId(),
      name,
      version,
      parent,
      input: processedInput(last.input),
      generation: null,
    };
    for (let turn = 0; turn < turns; turn++) this.deleted.push(turnKey(instanceId, turn));
    Object.assign(this.record, {
      executionId: start.executionId,
      generation: null,
      input: start.input,
      output: null,
      turns: 0,
    });
    this.nextExecution = [executionStarted(start, this.now), ...ledger.untakenEvents].map((event) =>
      newMessage(instanceId, event, start.executionId, true),
    );
  }
}

/** Executions that the engine begins have IDs without dashes, those that a client begins have some. */
function newExecutionId(): string {
  return randomUUID().replaceAll('-', '');
}

export function newRecord(
  start: Pick<InstanceRecord, 'instanceId' | 'executionId' | 'name' | 'version' | 'input' | 'parent' | 'generation'>,
  now: number,
): InstanceRecord {
  return { ...start, status: 'Pending', output: null, customStatus: null, createdAt: now, updatedAt: now, turns: 0 };
}
