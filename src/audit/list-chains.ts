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
  const lists = [...names].map((chain) =>
    listEntries(table, chain, { from, to, after: known.get(chain) })[Symbol.asyncIterator](),
  );
  const next = await Promise.all(lists.map(async (entries) => ({ entries, head: await entries.next() })));
  for (;;) {
    const left = next.filter(({ head }) => !head.done);
    const earliest = left.reduce<(typeof left)[number] | undefined>(
      (first, one) => (first && received(first.head.value) <= received(one.head.value) ? first : one),
      undefined,
    );
    if (!earliest) return;
    yield earliest.head.value as AuditEntry;
    earliest.head = await earliest.entries.next();
  }
}

function received({ timestamp }: AuditEntry): number {
  return Date.parse(timestamp);
}
