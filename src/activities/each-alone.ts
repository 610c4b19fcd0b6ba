import { inspect } from 'node:util';
import { logLine } from '../model/log-line';
import { StorageError } from '../state/storage-error';

interface Sweep<T> {
  /** Its timer. */
  name: string;
  /** What an item is called in the log: an ID. */
  called: (item: T) => string;
  log: { error(line: string): void };
}

/**
 * What a timer does for each of many, one after the other: one that cannot be done (its row is broken, say) is logged and keeps none
 * of the others from theirs. A store that is away ends it, since all would wait for the same; the timer comes again.
 */
export async function eachAlone<T>(
  items: T[],
  { name, called, log }: Sweep<T>,
  what: (item: T) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    try {
      await what(item);
    } catch (error) {
      if (error instanceof StorageError && error.passing) throw error;
      log.error(logLine({ event: 'sweep.failed', sweep: name, of: called(item), error: (error as Error).name }));
      log.error(inspect(error, { depth: 4 }));
    }
  }
}
