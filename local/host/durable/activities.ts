import { type Faults, means } from '../faults';
import type { Logger } from '../log';
import { triggerOf, type TypedData } from '../worker/rpc';
import { asError, type Worker } from '../worker/worker';
import type { ActivityWork } from './effects';
import { activityFailure, workerDeathFailure } from './failure-texts';
import { EventType, type HistoryEvent, incoming } from './history';
import { StoreError } from './store';

/** Runs activities, at most so many at a time, and hands their outcome on as a history event. */
export class Activities {
  private readonly queue: ActivityWork[] = [];
  private readonly runs = new Map<string, number>();
  private active = 0;
  private stopped = false;

  constructor(
    private readonly worker: Worker,
    private readonly log: Logger,
    private readonly limit: number,
    private readonly faults: Faults,
    private readonly onOutcome: (work: ActivityWork, event: HistoryEvent) => Promise<void>,
  ) {}

  start(work: ActivityWork): void {
    if (this.stopped) return;
    if (this.active >= this.limit) this.queue.push(work);
    else void this.run(work);
  }

  /** Takes up what was under way when the last host died. */
  resume(works: ActivityWork[]): void {
    const { lateRestart } = this.faults;
    const startAll = (): void => works.forEach((work) => this.start(work));
    if (!lateRestart || works.length === 0) return startAll();
    const names = works.map(({ name }) => name).join(', ');
    this.log.warn('fault', `Activities that were under way run again in ${lateRestart.afterMs} ms: ${names}.`);
    setTimeout(startAll, lateRestart.afterMs).unref();
  }

  /** Begins nothing any more; what is not done by then runs after the next start. */
  stop(): void {
    this.stopped = true;
    this.queue.length = 0;
  }

  private async run(work: ActivityWork): Promise<void> {
    this.active++;
    const { redeliver } = this.faults;
    if (redeliver && means(redeliver, work.name)) this.runAgainLater(work, redeliver.afterMs);
    try {
      await this.onOutcome(work, await this.call(work));
    } catch (error) {
      // A store that cannot be written has said so itself, once for all that it no longer takes.
      if (!(error instanceof StoreError))
        this.log.error(
          'durable',
          `The outcome of activity ${work.name} of ${work.instanceId} could not be kept: ${(error as Error).message}`,
        );
    }
    this.active--;
    const next = this.queue.shift();
    if (next) this.start(next);
  }

  private async call(work: ActivityWork): Promise<HistoryEvent> {
    const { name, id } = work;
    const run = (this.runs.get(name) ?? 0) + 1;
    this.runs.set(name, run);
    const { workerDeath } = this.faults;
    const dies = means(workerDeath, name) && workerDeath?.run === run;
    try {
      const value = await this.invoke(work);
      if (!dies)
        return incoming(EventType.TaskCompleted, Date.now(), { TaskScheduledId: id, Result: resultText(value) });
    } catch (thrown) {
      if (!dies) return failedTask(id, activityFailure(name, asError(thrown)));
    }
    this.log.warn('fault', `The answer of activity ${name} (run ${run}) is lost, as if the worker had died.`);
    return failedTask(id, workerDeathFailure(name));
  }

  private async invoke({ name, instanceId, input }: ActivityWork): Promise<TypedData | null | undefined> {
    const target = this.worker.functions.get(name);
    if (!target) throw new Error(`The function '${name}' doesn't exist any more.`);
    const trigger = { name: triggerOf(target.metadata).name, data: { string: input ?? 'null', data: 'string' } };
    const request = this.worker.request(target, trigger, { instanceId: { string: instanceId, data: 'string' } });
    return (await this.worker.invoke(target, request)).returnValue;
  }

  private runAgainLater(work: ActivityWork, afterMs: number): void {
    setTimeout(() => {
      if (this.stopped) return;
      this.log.warn('fault', `Activity ${work.name} of ${work.instanceId} is delivered a second time.`);
      this.call(work)
        .then((event) => this.onOutcome(work, event))
        .catch((error: Error) => this.log.error('durable', error));
    }, afterMs).unref();
  }
}

function failedTask(id: number, failure: { Reason: string; Details: string }): HistoryEvent {
  return incoming(EventType.TaskFailed, Date.now(), { TaskScheduledId: id, ...failure, FailureDetails: null });
}

/** The JSON text of what a function returned. */
function resultText(value: TypedData | null | undefined): string | null {
  if (!value) return null;
  if (value.json !== undefined) return value.json;
  if (value.bytes !== undefined) return JSON.stringify(Buffer.from(value.bytes).toString('base64'));
  const plain = value.string ?? value.int ?? value.double ?? null;
  /** Newtonsoft writes a number that JSON does not know as text (recording wait-for-completion). */
  return JSON.stringify(typeof plain === 'number' && !Number.isFinite(plain) ? String(plain) : plain);
}
