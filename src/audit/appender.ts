import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { StorageError } from '../state/storage-error';
import { breathe } from './breathe';
import { idKey } from './chain-rows';
import { createPending, type Pending } from './pending';

/** A transaction takes 100 changes: the head, and for each record an entry and its id row. */
const MAX_RECORDS = 49;
/** A transaction takes 4 MiB; JSON in JSON and UTF-8 may make three bytes of a character. */
const MAX_CHARS = 1_000_000;

/**
 * Groups records: those that come while a batch of their chain is being written go together into the next, so nothing waits for company.
 * The same record twice at a time is written once. Finding the chain is part of a record's time.
 */
export function createAppender(
  chainOf: (record: AuditRecord) => Promise<string>,
  writerOf: (chain: string) => (batch: Pending[]) => Promise<void>,
  now: () => Date,
): (record: AuditRecord, chain?: string) => Promise<AuditEntry> {
  const underWay = new Map<string, Pending>();
  const queues = new Map<string, ReturnType<typeof queueOf>>();

  function forget(pending: Pending): void {
    if (underWay.get(pending.idKey) === pending) underWay.delete(pending.idKey);
  }

  function queueOf(write: (batch: Pending[]) => Promise<void>) {
    const waiting: Pending[] = [];
    let running = false;

    async function run(): Promise<void> {
      running = true;
      while (waiting.length > 0) {
        const batch = waiting.splice(0, batchSize(waiting));
        await write(batch).catch((error: unknown) => {
          for (const { open, fail } of batch) if (open) fail(error);
        });
        for (const pending of batch) forget(pending);
      }
      running = false;
    }

    return (pending: Pending) => {
      waiting.push(pending);
      if (!running) void run();
    };
  }

  function enqueue(chain: string, pending: Pending): void {
    const queue = queues.get(chain) ?? queueOf(writerOf(chain));
    queues.set(chain, queue);
    queue(pending);
  }

  async function route(pending: Pending): Promise<void> {
    for (let attempt = 0; pending.open; attempt++) {
      try {
        enqueue(await chainOf(pending.record), pending);
        return;
      } catch (error) {
        if (!(error instanceof StorageError) || !error.passing) throw error;
        pending.trouble = error;
        await breathe(attempt);
      }
    }
  }

  return async (record, chain) => {
    const key = idKey(record);
    const twin = underWay.get(key);
    if (twin) return twin.entry;
    const pending = createPending(record, now().getTime());
    underWay.set(key, pending);
    // Who asks again for what has failed is not given the same failure.
    pending.entry.catch(() => forget(pending));
    if (chain === undefined) void route(pending).catch(pending.fail);
    else enqueue(chain, pending);
    return pending.entry;
  };
}

function batchSize(waiting: Pending[]): number {
  let chars = 0;
  const full = waiting.findIndex((pending, index) => index === MAX_RECORDS || (chars += pending.chars) > MAX_CHARS);
  return full === -1 ? waiting.length : Math.max(full, 1);
}
