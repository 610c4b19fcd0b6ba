/** Faults that the host commits on purpose, so that an app can be tested against what Azure does to it. */
export interface Faults {
  /** The n-th run (from 1) of this activity, or of each (`*`), does its work, then its answer is lost as if the worker had died. */
  workerDeath?: { activity: string; run: number };
  /** Every run of this activity, or of each (`*`), is followed by a second one after so many milliseconds. */
  redeliver?: { activity: string; afterMs: number };
  /** Activities that were under way when the last host died run again only so many milliseconds after this one's start. */
  lateRestart?: { afterMs: number };
  /** The process kills itself before or after the n-th (from 1) write to the store or call of a function. */
  crash?: { point: 'store' | 'invocation'; index: number; when: 'before' | 'after' };
}

/** Reads `worker-death=<activity>[:n]`, `redeliver=<activity>:<ms>` or `late-restart=<ms>`. Throws on anything else. */
export function parseFault(text: string): Faults {
  const death = /^worker-death=([^:=]+)(?::(\d+))?$/.exec(text);
  if (death) return { workerDeath: { activity: death[1]!, run: Number(death[2] ?? 1) } };
  const again = /^redeliver=([^:=]+):(\d{1,9})$/.exec(text);
  if (again) return { redeliver: { activity: again[1]!, afterMs: Number(again[2]) } };
  const late = /^late-restart=(\d{1,9})$/.exec(text);
  if (late) return { lateRestart: { afterMs: Number(late[1]) } };
  throw new Error(
    `Unknown fault "${text}": expected worker-death=<activity>[:n], redeliver=<activity>:<milliseconds> or late-restart=<milliseconds>; * is every activity.`,
  );
}

/** Whether a fault that names an activity, or `*`, means this one. */
export function means(fault: { activity: string } | undefined, activity: string): boolean {
  return fault?.activity === '*' || fault?.activity === activity;
}

/** Reads `store:<n>:before|after` or `invocation:<n>:before|after`. Throws on anything else. */
export function parseCrash(text: string): Faults {
  const match = /^(store|invocation):(\d+):(before|after)$/.exec(text);
  if (!match)
    throw new Error(`Unknown crash point "${text}": expected store:<n>:before|after or invocation:<n>:before|after.`);
  const [, point, index, when] = match;
  return { crash: { point: point as 'store' | 'invocation', index: Number(index), when: when as 'before' | 'after' } };
}

/** Counts passages of one kind of crash point and kills the process at the one asked for. */
export class CrashPoint {
  private count = 0;

  constructor(
    private readonly point: 'store' | 'invocation',
    private readonly crash: Faults['crash'],
  ) {}

  async around<T>(action: () => Promise<T>): Promise<T> {
    if (this.crash?.point !== this.point) return action();
    const hit = ++this.count === this.crash.index;
    if (hit && this.crash.when === 'before') return dieNow();
    try {
      return await action();
    } finally {
      if (hit) await dieNow();
    }
  }
}

/** SIGKILL reaches the process a moment later; nothing may happen in between. */
function dieNow(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}
