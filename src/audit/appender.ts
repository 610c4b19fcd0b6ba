import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { idKey } from './chain-rows';
import { createPending, type Pending } from './pending';

/** A transaction takes 100 changes: the head, and for each record an entry and its id row. */
const MAX_RECORDS = 49;
/** A transaction takes 4 MiB; JSON in JSON and UTF-8 may make three bytes of a character. */
const MAX_CHARS = 1_000_000;

/**
 * Groups records: those that come while a batch is being written go together into the next, so nothing waits for company.
 * The same record twice at a time is written once.
 */
export function createAppender(
  write: (batch: Pending[]) => Promise<void>,
  now: () => Date,
): (record: AuditRecord) => Promise<AuditEntry> {
  const waiting: Pending[] = [];
  const underWay = new Map<string, Pending>();
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize(waiting));
      await write(batch).catch((error: unknown) => {
        for (const { open, fail } of batch) if (open) fail(error);
      });
      for (const { record } of batch) underWay.delete(idKey(record));
    }
    running = false;
  }

  return async (record) => {
    const key = idKey(record);
    const twin = underWay.get(key);
    if (twin) return twin.entry;
    const pending = createPending(record, now().getTime());
    underWay.set(key, pending);
    waiting.push(pending);
    if (!running) void run();
    return pending.entry;
  };
}

function batchSize(waiting: Pending[]): number {
  let chars = 0;
  const full = waiting.findIndex((pending, index) => index === MAX_RECORDS || (chars += pending.chars) > MAX_CHARS);
  return full === -1 ? waiting.length : Math.max(full, 1);
}
