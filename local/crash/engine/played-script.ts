import { setTimeout as sleep } from 'node:timers/promises';
import { type ScriptHost } from './script-host';

/** The script's output, whatever became of its hosts. */
export const OUTPUT = { chained: 8, fan: 380, child: 'counted down', retried: 'second time', last: 42 };
const EVENT = 21;

/** What the script does to the world, each once. */
export const EFFECTS = [
  ...[1, 2, 3].map((step) => `chain-${step}`),
  ...Array.from({ length: 20 }, (_, index) => `fan-${index}`),
  ...['countdown-2', 'countdown-1', 'failed', 'last'],
];

/** Longer than any way through the script, with a machine that is busy. */
const PATIENCE_MS = 60_000;

/**
 * One instance of the script as its client sees it: what was acknowledged is never asked for again, so that an acknowledged
 * start or event that got lost is noticed.
 */
export class PlayedScript {
  private started = false;
  private raised = false;

  constructor(
    readonly id: string,
    /** How long each activity and timer takes, ms. */
    private readonly pace: number,
  ) {}

  /** Takes the instance on until it has ended. Throws when the host is gone, or when nothing happens any more. */
  async follow(host: ScriptHost): Promise<void> {
    await this.begin(host);
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const status = await host.client.status(this.id);
      if (!status) throw new LostError(`${this.id} was started, and is not known any more.`);
      if (!['Pending', 'Running'].includes(status.runtimeStatus)) return;
      if (status.customStatus === 'waiting' && !this.raised) {
        await host.client.raise(this.id, 'Go', EVENT);
        this.raised = true;
      }
      if (Date.now() > end) throw new LostError(`${this.id} stands still: ${JSON.stringify(status)}`);
      await sleep(this.pace + 20);
    }
  }

  /** Resolves when the start has been acknowledged, now or by an earlier host. */
  async begin(host: ScriptHost): Promise<void> {
    if (!this.started && !(await host.client.status(this.id)))
      await host.client.begin('script', this.id, { ms: this.pace });
    this.started = true;
  }
}

/** Not that the host is gone, but that it has lost something. */
export class LostError extends Error {}
