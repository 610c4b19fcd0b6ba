import { Cron } from 'croner';
import type { Logger } from '../log';
import { triggerOf } from '../worker/rpc';
import type { RegisteredFunction, Worker } from '../worker/worker';
import { parseTimeSpan } from '../settings';

/** The timer trigger's data, word for word (recording worker-invocation-tick); no schedule monitor is kept. */
const timerData = JSON.stringify({ Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false });

/** Runs timer functions by their schedule: six-field NCRONTAB, a time span, or `%SETTING%` for either. Times are UTC unless WEBSITE_TIME_ZONE says otherwise. */
export class TimerTriggers {
  private readonly jobs: Cron[] = [];
  private readonly intervals: NodeJS.Timeout[] = [];

  constructor(
    private readonly worker: Worker,
    private readonly log: Logger,
  ) {}

  /** Throws when a schedule cannot be read, naming the function. */
  start(environment: NodeJS.ProcessEnv): void {
    for (const target of this.worker.functions.values()) {
      const { binding } = triggerOf(target.metadata);
      if (binding.type !== 'timerTrigger') continue;
      this.schedule(target, resolve(binding.schedule ?? '', environment), environment['WEBSITE_TIME_ZONE'] ?? 'UTC');
      if (binding.runOnStartup) void this.run(target);
    }
  }

  stop(): void {
    for (const job of this.jobs) job.stop();
    for (const interval of this.intervals) clearInterval(interval);
  }

  private schedule(target: RegisteredFunction, schedule: string, timezone: string): void {
    try {
      if (/^[\d.]+:/.test(schedule))
        this.intervals.push(setInterval(() => void this.run(target), parseTimeSpan(schedule)));
      else this.jobs.push(new Cron(schedule, { timezone, domAndDow: true, protect: true }, () => this.run(target)));
    } catch (error) {
      throw new Error(
        `Timer function "${target.metadata.name}": the schedule "${schedule}" cannot be read: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  private async run(target: RegisteredFunction): Promise<void> {
    const fired = new Date().toISOString();
    const at = `${fired.slice(5, 7)}/${fired.slice(8, 10)}/${fired.slice(0, 4)} ${fired.slice(11, 19)}`;
    const trigger = { name: triggerOf(target.metadata).name, data: { json: timerData, data: 'json' } };
    try {
      await this.worker.invoke(
        target,
        this.worker.request(target, trigger, { TimerTrigger: { string: at, data: 'string' } }),
      );
    } catch (error) {
      this.log.error(target.metadata.name, error);
    }
  }
}

function resolve(schedule: string, environment: NodeJS.ProcessEnv): string {
  return schedule.replaceAll(/%([^%]+)%/g, (whole, name: string) => environment[name] ?? whole).trim();
}
