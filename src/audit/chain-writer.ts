import { type AuditEntry } from '../model/audit-entry';
import { StorageError } from '../state/storage-error';
import { type Table } from '../state/table';
import { breathe } from './breathe';
import { createChainDays } from './chain-days';
import { dayOf, type Head } from './chain-rows';
import { createFindWritten } from './find-written';
import { linkEntries } from './link-entries';
import { openDay } from './open-day';
import { type Pending } from './pending';

/** One attempt; what is left of a record's time is for finding out what became of it. */
const ATTEMPT_MS = 4_000;

/**
 * Writes batches of records to one chain, one batch at a time. In the ordinary case that is one transaction and nothing
 * else: the head is kept in memory. Others may write the same chain: the head's ETag lets one through, the rest look again.
 */
export function createChainWriter(
  table: Table,
  chain: string,
  now: () => Date,
  written: (entries: AuditEntry[], day: string) => void,
  mayBegin?: () => Promise<void>,
): (batch: Pending[]) => Promise<void> {
  const days = createChainDays(table, chain);
  const find = createFindWritten(table, chain, days);
  let head: Head | undefined;
  /** Whether the head may be older than what is stored. */
  let stale = true;

  /** Ends when every record of the batch is written, found written, or failed. */
  return async function write(batch: Pending[]): Promise<void> {
    let doubt = false;
    for (let attempt = 0; batch.some(isOpen); attempt++) {
      try {
        const current = await today();
        await findInEarlierDays(batch, current);
        if (doubt) await settleFound(batch, ({ idKey }) => find.inDay(idKey, current.day));
        doubt = false;
        const left = batch.filter(isOpen);
        if (left.length > 0) await commit(left, current);
      } catch (error) {
        stale = true;
        if (!(error instanceof StorageError)) throw error;
        if (rejectsContent(error) && batch.length > 1) {
          for (const pending of batch.filter(isOpen)) await write([pending]).catch(pending.fail);
          return;
        }
        if (!error.passing) throw error;
        doubt ||= error.statusCode === 409 || error.ambiguous;
        for (const pending of batch) pending.trouble = error;
        await breathe(attempt);
      }
    }
  };

  async function today(): Promise<Head> {
    const day = dayOf(now().getTime());
    if (!head || stale || head.day < day) {
      head = await openDay(table, chain, days, day, head, mayBegin);
      stale = false;
    }
    return head;
  }

  async function commit(batch: Pending[], current: Head): Promise<void> {
    const linked = linkEntries(
      chain,
      current,
      batch.map(({ record }) => record),
    );
    const [etag] = await table.transact(linked.changes, ATTEMPT_MS);
    head = { ...linked.head, etag: etag ?? '' };
    stale = !etag;
    for (const [index, entry] of linked.entries.entries()) batch[index]?.settle(entry);
    written(linked.entries, current.day);
  }

  /** A closed day gains nothing, so each is searched once. */
  async function findInEarlierDays(batch: Pending[], current: Head): Promise<void> {
    const unsearched = batch.filter((pending) => pending.searched !== current.day);
    await settleFound(unsearched, ({ idKey, since }) => find.before(idKey, current, since));
    for (const pending of unsearched) pending.searched = current.day;
  }
}

async function settleFound(
  batch: Pending[],
  find: (pending: Pending) => Promise<AuditEntry | undefined>,
): Promise<void> {
  await Promise.all(
    batch.filter(isOpen).map(async (pending) => {
      const entry = await find(pending);
      if (entry) pending.settle(entry);
    }),
  );
}

function isOpen({ open }: Pending): boolean {
  return open;
}

/** One record's content may spoil a whole transaction. */
function rejectsContent({ statusCode }: StorageError): boolean {
  return statusCode === 400 || statusCode === 413;
}
