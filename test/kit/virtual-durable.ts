import { type OrchestrationContext, type OrchestrationHandler, type RetryOptions } from 'durable-functions';
import { type Durable } from '../../src/model/durable';

type AnyTask =
  | { kind: 'activity'; name: string; input: unknown; retry?: RetryOptions }
  | { kind: 'child'; name: string; input: unknown; instanceId: string }
  | { kind: 'timer'; at: number }
  | { kind: 'event' }
  | { kind: 'all'; tasks: AnyTask[] };

interface Instance {
  events: number;
  wait?: () => void;
}

/**
 * Orchestrations on a clock that only moves when it is told to. Nothing is replayed: that is what `replay` is for. Events that nobody
 * has taken when an execution continues as new, or ends, are lost, as they may be in Azure.
 */
export class VirtualDurable implements Durable {
  /** The longest history of one execution, in events of the Durable extension. */
  longestHistory = 0;
  /** How many wake-ups never arrive: 0 to 1, told from a sequence that is always the same. */
  lostWakes = 0;
  /** How often an activity runs twice, as after the death of its worker: 0 to 1, told from the same sequence. */
  ranAgain = 0;
  private guids = 0;
  private readonly instances = new Map<string, Instance>();
  private readonly begun = new WeakMap<AnyTask, Promise<unknown>>();
  private readonly timers: { at: number; fire: () => void }[] = [];
  private working = 0;
  private dice = 1;

  constructor(
    public now: number,
    private readonly orchestrators: Record<string, OrchestrationHandler>,
    private readonly activities: () => Record<string, (input: never, durable: Durable) => Promise<unknown>>,
  ) {}

  async start(orchestrator: string, instanceId: string, input: unknown): Promise<void> {
    if (this.instances.has(instanceId)) return;
    const instance = { events: 0 };
    this.instances.set(instanceId, instance);
    void this.run(orchestrator, input, instance).finally(() => this.instances.delete(instanceId));
  }

  async wake(instanceId: string): Promise<void> {
    const instance = this.instances.get(instanceId);
    if (!instance || this.roll() < this.lostWakes) return;
    instance.events += 1;
    instance.wait?.();
  }

  /** At least 0 and below 1. */
  private roll(): number {
    this.dice = (this.dice * 48_271) % 2_147_483_647;
    return this.dice / 2_147_483_647;
  }

  isRunning(instanceId: string): boolean {
    return this.instances.has(instanceId);
  }

  /** Until nothing is left to do now. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.working === 0 ? quiet + 1 : 0) await new Promise(setImmediate);
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await this.settle();
    for (;;) {
      const next = this.timers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.timers.shift();
      this.now = Math.max(this.now, next.at);
      next.fire();
      await this.settle();
    }
    this.now = end;
  }

  private async run(orchestrator: string, first: unknown, instance: Instance): Promise<unknown> {
    for (let input = first; ;) {
      let next: { input: unknown } | undefined;
      let history = 3;
      const context = this.context(input, (again) => (next = { input: again }));
      const generator = this.orchestrators[orchestrator]!(context) as unknown as Generator<AnyTask, unknown, unknown>;
      let step = generator.next();
      while (!step.done) {
        const resolved = await this.resolve(step.value, instance).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        history += 3 + 2 * sizeOf(step.value);
        step = 'error' in resolved ? generator.throw(resolved.error) : generator.next(resolved.value);
      }
      this.longestHistory = Math.max(this.longestHistory, history);
      instance.events = 0;
      if (!next) return step.value;
      input = next.input;
    }
  }

  private context(input: unknown, continueAsNew: (input: unknown) => void): OrchestrationContext {
    const now = () => new Date(this.now);
    return {
      error: () => {},
      df: {
        isReplaying: false,
        get currentUtcDateTime() {
          return now();
        },
        getInput: () => input,
        newGuid: () => `guid-${++this.guids}`,
        callActivityWithRetry: (name: string, retry: RetryOptions, given: unknown) => ({
          kind: 'activity',
          name,
          input: given,
          retry,
        }),
        callSubOrchestrator: (name: string, given: unknown, instanceId: string) => ({
          kind: 'child',
          name,
          input: given,
          instanceId,
        }),
        createTimer: (at: Date) => ({ kind: 'timer', at: at.getTime() }),
        waitForExternalEvent: () => ({ kind: 'event' }),
        Task: { all: (tasks: AnyTask[]) => ({ kind: 'all', tasks }) },
        continueAsNew,
        setCustomStatus: () => {},
      },
    } as unknown as OrchestrationContext;
  }

  /** A task that is yielded again, by itself after it was one of several, is the same one. */
  private resolve(task: AnyTask, instance: Instance): Promise<unknown> {
    const begun = this.begun.get(task) ?? this.begin(task, instance);
    this.begun.set(task, begun);
    return begun;
  }

  private async begin(task: AnyTask, instance: Instance): Promise<unknown> {
    switch (task.kind) {
      case 'all':
        return Promise.all(task.tasks.map((one) => this.resolve(one, instance)));
      case 'timer':
        return new Promise<void>((fire) => this.timers.push({ at: task.at, fire }));
      case 'event':
        if (instance.events === 0) await new Promise<void>((wait) => (instance.wait = wait));
        instance.wait = undefined;
        instance.events -= 1;
        return undefined;
      case 'child': {
        const child = { events: 0 };
        this.instances.set(task.instanceId, child);
        return this.run(task.name, copy(task.input), child).finally(() => this.instances.delete(task.instanceId));
      }
      case 'activity':
        for (let attempt = 1; ; attempt++) {
          try {
            return await this.call(task);
          } catch (error) {
            if (attempt >= (task.retry?.maxNumberOfAttempts ?? 1)) throw error;
            const { firstRetryIntervalInMilliseconds: first, maxRetryIntervalInMilliseconds: most } = task.retry!;
            const wait = Math.min(first * 2 ** (attempt - 1), most);
            await new Promise<void>((fire) => this.timers.push({ at: this.now + wait, fire }));
          }
        }
    }
  }

  private async call({ name, input }: { name: string; input: unknown }): Promise<unknown> {
    this.working += 1;
    try {
      const run = () => this.activities()[name]!(copy(input) as never, this);
      if (this.roll() < this.ranAgain) await run();
      return copy(await run());
    } finally {
      this.working -= 1;
    }
  }
}

/** As a history keeps it. */
function copy(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function sizeOf(task: AnyTask): number {
  return task.kind === 'all' ? task.tasks.reduce((sum, one) => sum + sizeOf(one), 0) : 1;
}
