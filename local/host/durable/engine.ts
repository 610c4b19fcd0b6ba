import { randomUUID } from 'node:crypto';
import type { Logger } from '../log';
import type { Worker } from '../worker/worker';
import type { Faults } from '../faults';
import { Activities } from './activities';
import {
  type ActivityWork,
  type Effect,
  newMessage,
  operationsOf,
  putMessage,
  putRecord,
  readMessage,
  type TimerWork,
} from './effects';
import { EventType, executionStarted, type HistoryEvent, incoming, timestamp } from './history';
import { completedId, hasEnded, Instance, type InstanceRecord, type Message } from './instance';
import {
  activityKey,
  activityPrefix,
  instanceOfMessageKey,
  messagePrefix,
  recordKey,
  timerKey,
  timerPrefix,
  turnKey,
} from './keys';
import { type Store, StoreError, type StoreOperation } from './store';
import { TimerQueue } from './timer-queue';
import { runsVersion, type VersionMatchStrategy } from './version-match';
import { newRecord, runTurn, type TurnDependencies, type TurnOutcome } from './turn';

/** So many instances that wait for nothing but an event are kept in memory; others are loaded when something comes for them. */
const instancesInMemory = 5000;

export interface EngineOptions {
  defaultVersion: string | null;
  versionMatchStrategy: VersionMatchStrategy;
  maxConcurrentActivities: number;
  faults: Faults;
}

export interface NewInstance {
  name: string;
  instanceId: string;
  version: string | null;
  /** JSON text. */
  input: string | null;
}

/**
 * Runs orchestrations. Each turn of an instance is one atomic write (history, outgoing work, consumed messages), and only after
 * it is anything of the turn carried out; an instance has one turn at a time.
 */
export class Engine {
  private readonly instances = new Map<string, Instance>();
  private readonly activities: Activities;
  private readonly timers: TimerQueue<TimerWork>;
  private readonly turnDependencies: TurnDependencies;
  private readonly turns = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    worker: Worker,
    private readonly store: Store,
    private readonly log: Logger,
    private readonly options: EngineOptions,
  ) {
    this.activities = new Activities(worker, log, options.maxConcurrentActivities, options.faults, (work, event) =>
      this.activityDone(work, event),
    );
    this.timers = new TimerQueue((timer) => this.timerFired(timer));
    this.turnDependencies = {
      worker,
      orchestrators: functionsWith(worker, 'orchestrationTrigger'),
      activities: functionsWith(worker, 'activityTrigger'),
      defaultVersion: options.defaultVersion,
      findRecord: (instanceId) => this.find(instanceId),
      readTurns: (instanceId, turns) => this.readTurns(instanceId, turns),
    };
  }

  /** Takes up everything that was under way when the store was last closed, or its process killed. */
  async resume(): Promise<void> {
    const touched = new Set<Instance>();
    for await (const [key, value] of this.store.entries(messagePrefix)) {
      const instance = this.load(instanceOfMessageKey(key));
      if (!instance || hasEnded(instance.record.status)) await this.store.write([{ type: 'del', key }]);
      else {
        instance.inbox.push(readMessage(key, value));
        touched.add(instance);
      }
    }
    const work: ActivityWork[] = [];
    for await (const [, value] of this.store.entries(activityPrefix)) work.push(JSON.parse(value) as ActivityWork);
    for await (const [, value] of this.store.entries(timerPrefix)) {
      const timer = JSON.parse(value) as TimerWork;
      this.timers.add(timer.fireAt, timer);
    }
    this.activities.resume(work);
    for (const instance of touched) this.wake(instance);
  }

  find(instanceId: string): InstanceRecord | undefined {
    const instance = this.instances.get(instanceId);
    if (instance) return instance.record;
    const text = this.store.get(recordKey(instanceId));
    return text === undefined ? undefined : (JSON.parse(text) as InstanceRecord);
  }

  readTurns(instanceId: string, turns: number): HistoryEvent[][] {
    return Array.from({ length: turns }, (_, turn) => {
      const text = this.store.get(turnKey(instanceId, turn));
      if (text === undefined) throw new StoreError(`The store has lost turn ${turn} of instance ${instanceId}.`);
      return JSON.parse(text) as HistoryEvent[];
    });
  }

  /** Resolves when the start is durable. Throws when an instance with this ID is pending, running or suspended. */
  async start(request: NewInstance): Promise<void> {
    const existing = this.find(request.instanceId);
    if (existing && !hasEnded(existing.status))
      throw new Error(`An Orchestration instance with the status ${existing.status} already exists.`);
    const now = Date.now();
    const start = {
      instanceId: request.instanceId,
      executionId: randomUUID(),
      name: request.name,
      version: request.version ?? this.options.defaultVersion,
      input: request.input,
      parent: null,
      generation: existing ? (existing.generation ?? 0) + 1 : 0,
    };
    const record = newRecord(start, now);
    const message = newMessage(request.instanceId, executionStarted(start, now), start.executionId);
    const instance = this.adopt(record);
    const oldTurns = Array.from({ length: existing?.turns ?? 0 }, (_, turn): StoreOperation => ({
      type: 'del',
      key: turnKey(request.instanceId, turn),
    }));
    await this.store.write([...oldTurns, putRecord(record), putMessage(message)]);
    this.receive(instance, message);
  }

  /** Gives a message to an instance that has not ended; resolves when it is durable. */
  async send(instanceId: string, event: HistoryEvent): Promise<void> {
    const message = newMessage(instanceId, event, null);
    await this.store.write([putMessage(message)]);
    this.deliver(instanceId, message);
  }

  /** Removes ended instances with all that belongs to them. */
  async purge(records: readonly InstanceRecord[]): Promise<void> {
    const operations = records.flatMap((record): StoreOperation[] => [
      { type: 'del', key: recordKey(record.instanceId) },
      ...Array.from({ length: record.turns }, (_, turn): StoreOperation => ({
        type: 'del',
        key: turnKey(record.instanceId, turn),
      })),
    ]);
    for (const record of records) this.instances.delete(record.instanceId);
    await this.store.write(operations);
  }

  /**
   * Lets a failed instance go on from where it failed: failed work and the end are struck out of its history, as Microsoft's
   * host does it, and failed sub-orchestrations are rewound with it.
   */
  async rewind(record: InstanceRecord, reason: string): Promise<void> {
    const turns = this.readTurns(record.instanceId, record.turns);
    const failed = new Set<number>();
    for (const event of turns.flat())
      if (event.EventType === EventType.TaskFailed || event.EventType === EventType.SubOrchestrationInstanceFailed)
        failed.add(event.TaskScheduledId!);
    const children: string[] = [];
    const struck = turns.map((turn) =>
      turn.map((event) => {
        const isChild = event.EventType === EventType.SubOrchestrationInstanceCreated && failed.has(event.EventId);
        if (isChild) children.push(event.InstanceId!);
        const isFailure =
          event.EventType === EventType.ExecutionCompleted ||
          (failed.has(completedId(event) ?? -1) && event.Reason !== undefined);
        if (!isFailure && !(event.EventType === EventType.TaskScheduled && failed.has(event.EventId))) return event;
        return {
          EventType: EventType.GenericEvent,
          Data: null,
          EventId: event.EventId,
          IsPlayed: false,
          Timestamp: event.Timestamp,
        };
      }),
    );
    const revived: InstanceRecord = { ...record, status: 'Running', output: null, updatedAt: Date.now() };
    const message = newMessage(record.instanceId, incoming(EventType.GenericEvent, Date.now(), { Data: reason }), null);
    this.instances.delete(record.instanceId);
    const rewritten = struck.map((turn, index): StoreOperation => ({
      type: 'put',
      key: turnKey(record.instanceId, index),
      value: JSON.stringify(turn),
    }));
    await this.store.write([putRecord(revived), ...rewritten, putMessage(message)]);
    for (const childId of children) {
      const child = this.find(childId);
      if (child?.status === 'Failed') await this.rewind(child, reason);
    }
    this.deliver(record.instanceId, message);
  }

  /** Begins no turn and no activity any more and waits for the turns that run. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.timers.stop();
    this.activities.stop();
    await Promise.allSettled(this.turns);
  }

  private adopt(record: InstanceRecord): Instance {
    const instance = new Instance(record);
    this.instances.set(record.instanceId, instance);
    return instance;
  }

  private load(instanceId: string): Instance | undefined {
    const known = this.instances.get(instanceId);
    if (known) return known;
    const record = this.find(instanceId);
    if (!record || hasEnded(record.status)) return undefined;
    const instance = this.adopt(record);
    for (const turn of this.readTurns(instanceId, record.turns)) {
      instance.remember(turn);
      instance.lastTurnAt = Date.parse(turn[0]!.Timestamp);
    }
    return instance;
  }

  private deliver(instanceId: string, message: Message): void {
    const instance = this.load(instanceId);
    if (instance) this.receive(instance, message);
    else if (message.keys.length > 0) this.keep(this.store.write(message.keys.map((key) => ({ type: 'del', key }))));
  }

  private receive(instance: Instance, message: Message): void {
    instance.inbox.push(message);
    this.wake(instance);
  }

  private wake(instance: Instance): void {
    if (instance.running || this.stopped) return;
    const { version, instanceId } = instance.record;
    if (!runsVersion(version, this.options.defaultVersion, this.options.versionMatchStrategy)) {
      this.log.warn(
        'durable',
        `${instanceId} has version ${version}, which this host (${this.options.defaultVersion ?? 'no version'}) does not run; it waits.`,
      );
      return;
    }
    instance.running = true;
    this.keep(this.runTurns(instance));
  }

  private keep(task: Promise<void>): void {
    const watched = task
      .catch((error: Error) => {
        if (!(error instanceof StoreError)) this.log.error('durable', error);
      })
      .finally(() => this.turns.delete(watched));
    this.turns.add(watched);
  }

  private async runTurns(instance: Instance): Promise<void> {
    try {
      while (instance.inbox.length > 0 && !this.stopped) await this.turn(instance);
    } finally {
      instance.running = false;
    }
    if (hasEnded(instance.record.status)) this.forget(instance);
    else this.makeRoom();
  }

  private async turn(instance: Instance): Promise<void> {
    const opening = instance.inbox[0]!.opening ? instance.inbox.findIndex((message) => !message.opening) : -1;
    const messages = instance.inbox.splice(0, opening === -1 ? instance.inbox.length : opening);
    const accepted = messages.filter((message) => this.accepts(instance, message));
    const dropped = messages.filter((message) => !accepted.includes(message)).flatMap(({ keys }) => keys);
    if (accepted.length === 0) return this.store.write(dropped.map((key) => ({ type: 'del', key })));
    const outcome = await runTurn(instance, accepted, this.turnDependencies);
    outcome.deleted.push(...dropped);
    await this.store.write(operations(outcome, instance.record.turns));
    this.apply(instance, outcome);
  }

  private apply(instance: Instance, outcome: TurnOutcome): void {
    if (outcome.nextExecution) {
      instance.restart(outcome.record);
      instance.inbox.unshift(...outcome.nextExecution);
    } else {
      instance.record = outcome.record;
      instance.remember(outcome.events);
      for (const id of outcome.cancelled) instance.open.delete(id);
    }
    instance.lastTurnAt = outcome.record.updatedAt;
    for (const effect of outcome.effects) this.carryOut(effect);
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'activity':
        return this.activities.start(effect.work);
      case 'timer':
        return this.timers.add(effect.work.fireAt, effect.work);
      case 'message':
        return this.deliver(effect.instanceId, effect.message);
      case 'child':
        return this.receive(this.adopt(effect.record), effect.start);
    }
  }

  /** Work may complete twice, or after its execution has ended; only the first time counts. */
  private accepts(instance: Instance, { event, executionId }: Message): boolean {
    if (hasEnded(instance.record.status)) return false;
    if (executionId !== null && executionId !== instance.record.executionId) return false;
    const id = completedId(event);
    if (id === undefined) return true;
    return instance.open.delete(id);
  }

  private async activityDone(work: ActivityWork, event: HistoryEvent): Promise<void> {
    const { instanceId, executionId, id, name } = work;
    const instance = this.load(instanceId);
    const isWaiting = instance?.record.executionId === executionId && instance.open.has(id);
    if (!isWaiting) {
      this.log.info(
        'durable',
        `A second or late outcome of activity ${name} (task ${id}) of ${instanceId} is ignored.`,
      );
      return;
    }
    const message = newMessage(instanceId, event, executionId);
    await this.store.write([{ type: 'del', key: activityKey(instanceId, id) }, putMessage(message)]);
    this.deliver(instanceId, message);
  }

  private timerFired({ instanceId, executionId, id, fireAt, createdAt }: TimerWork): void {
    const event = { ...incoming(EventType.TimerFired, createdAt), TimerId: id, FireAt: timestamp(fireAt) };
    const instance = this.load(instanceId);
    if (instance?.record.executionId === executionId && instance.open.has(id))
      this.receive(instance, { event, executionId, keys: [timerKey(instanceId, id)] });
  }

  private forget(instance: Instance): void {
    if (this.instances.get(instance.record.instanceId) === instance) this.instances.delete(instance.record.instanceId);
    if (instance.inbox.length > 0) this.wake(instance);
  }

  private makeRoom(): void {
    if (this.instances.size <= instancesInMemory) return;
    for (const [id, instance] of this.instances) {
      if (this.instances.size <= instancesInMemory) return;
      if (!instance.running && instance.inbox.length === 0 && instance.record.status !== 'Pending')
        this.instances.delete(id);
    }
  }
}

function operations({ record, events, deleted, effects, nextExecution }: TurnOutcome, turn: number): StoreOperation[] {
  const result: StoreOperation[] = deleted.map((key) => ({ type: 'del', key }));
  result.push(putRecord(record));
  if (nextExecution) result.push(...nextExecution.map(putMessage));
  else result.push({ type: 'put', key: turnKey(record.instanceId, turn), value: JSON.stringify(events) });
  for (const effect of effects) result.push(...operationsOf(effect));
  return result;
}

function functionsWith(worker: Worker, trigger: string): Set<string> {
  const names = [...worker.functions.values()].filter(({ metadata }) =>
    Object.values(metadata.bindings).some(({ type }) => type === trigger),
  );
  return new Set(names.map(({ metadata }) => metadata.name));
}
