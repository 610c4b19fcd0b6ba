import { type AuditEntry } from '../model/audit-entry';
import { type Table } from '../state/table';
import { type AuditRange } from './audit-log';
import { chainNames, MAIN_CHAIN } from './chain-names';
import { chainOf } from './chain-rows';
import { listEntries } from './list-entries';

/**
 * Entries of every chain whose `timestamp` is in [from, to): those of one chain in the order in which they were written, chains
 * side by side by the time of their next entry. Throws a RangeError for an id of no chain.
 */
export async function* listChains(table: Table, { from, to, after }: AuditRange): AsyncIterable<AuditEntry> {
  const known = new Map((after?.split(',') ?? []).map((id) => [chainOf(id), id]));
  const names = new Set([MAIN_CHAIN, ...(await chainNames(table))]);
  for (const [chain, id] of known)
    if (!names.has(chain)) throw new RangeError(`${JSON.stringify(id)} is not the id of an entry of this log.`);
  const heads = await Promise.all(
    [...names].map((chain) =>
      advance(listEntries(table, chain, { from, to, after: known.get(chain) })[Symbol.asyncIterator]()),
    ),
  );
  for (;;) {
    const left = heads.filter(({ entry }) => entry !== undefined);
    const earliest = Math.min(...left.map(({ received }) => received));
    const head = left.find(({ received }) => received === earliest);
    if (!head?.entry) return;
    yield head.entry;
    Object.assign(head, await advance(head.entries));
  }
}

interface ChainHead {
  entries: AsyncIterator<AuditEntry>;
  /** The next; undefined at the end. */
  entry?: AuditEntry;
  received: number;
}

async function advance(entries: AsyncIterator<AuditEntry>): Promise<ChainHead> {
  const next = (await entries.next()) as IteratorResult<AuditEntry, undefined>;
  return { entries, entry: next.value, received: next.value ? Date.parse(next.value.timestamp) : NaN };
}
