import { type AuditEntry } from '../model/audit-entry';
import { type Row } from '../state/table';
import { fromTextColumns } from '../state/text-columns';
import { type Expected } from './anchors/check-anchors';
import { BrokenChain } from './broken-chain';
import { entryId, entryKey, fromEntryRow, type Head, HEAD_KEY, idKey, partitionOf, sequenceOf } from './chain-rows';
import { recordHash } from './record-hash';

/** Checks the rows of one day, given in row key order, against the day's head as it was before they were read. */
export interface DayCheck {
  row(row: Row): void;
  /** After the last row; gives the number of entries, and the highest sequence beyond the head, if any. */
  end(): { entries: number; beyond: number | undefined };
}

/** Whether the stored text of a row has the hash that stands beside it. */
export function hasItsHash(row: Row, { prev_hash, hash }: AuditEntry): boolean {
  return hash === recordHash(prev_hash, fromTextColumns('record', row) ?? '');
}

/** Both throw BrokenChain. `expected`: hashes that anchors hold; `seen` hears of every entry that is right in itself. */
export function createDayCheck(
  chain: string,
  head: Head,
  expected: Expected | undefined,
  seen: (entry: AuditEntry) => void,
): DayCheck {
  if (head.removed) return removedDayCheck(chain, head, expected?.get(chain));
  const anchored = expected?.get(chain);
  const partition = partitionOf(chain, head.day);
  const ids = new Map<string, number>();
  let { sequence, hash } = head;
  let headSeen = false;
  let oldest: string | undefined;
  let newest: string | undefined;
  let beyond: number | undefined;

  function broken(row: string, problem: string): BrokenChain {
    return new BrokenChain(chain, partition, row, problem);
  }

  function isBeyond(number: number): boolean {
    if (number > head.sequence) beyond = Math.max(beyond ?? 0, number);
    return number > head.sequence;
  }

  function entryRow(row: Row, number: number): void {
    if (sequence === head.previousSequence) throw broken(row.rowKey, 'the row is from before this day');
    if (number !== sequence) throw broken(entryKey(sequence), 'the entry is missing');
    const entry = read(row);
    if (entry.hash !== hash) throw broken(row.rowKey, 'the hash is not the one that the chain goes on from');
    if (!hasItsHash(row, entry)) {
      throw broken(row.rowKey, 'the record does not have this hash');
    }
    if (entry.id !== entryId(chain, number)) throw broken(row.rowKey, `the entry is ${entry.id}, in another's place`);
    const anchor = anchored?.get(number);
    if (anchor && anchor.hash !== entry.hash) {
      throw broken(
        row.rowKey,
        `the entry is another than when it was anchored (${anchor.anchor}): the chain was rewritten`,
      );
    }
    seen(entry);
    const received = new Date(entry.timestamp).toISOString();
    if (!oldest || received < oldest) oldest = received;
    if (!newest || received > newest) newest = received;
    ids.set(idKey(entry), number);
    hash = entry.prev_hash;
    sequence -= 1;
  }

  function read(row: Row): AuditEntry {
    try {
      return fromEntryRow(row);
    } catch {
      throw broken(row.rowKey, 'the row does not hold a record');
    }
  }

  function idRow(row: Row): void {
    const number = Number(row['sequence']);
    if (isBeyond(number)) return;
    if (ids.get(row.rowKey) !== number) throw broken(row.rowKey, 'the id row does not belong to its entry');
    ids.delete(row.rowKey);
  }

  return {
    row(row) {
      const number = sequenceOf(row.rowKey);
      if (number !== undefined && isBeyond(number)) return;
      if (number !== undefined) entryRow(row, number);
      else if (row.rowKey === HEAD_KEY) headSeen = true;
      else if (row.rowKey.startsWith('id:')) idRow(row);
      else throw broken(row.rowKey, 'the row is of no known kind');
    },

    end() {
      if (!headSeen) throw broken(HEAD_KEY, 'the head of the day is missing');
      if (sequence !== head.previousSequence) throw broken(entryKey(sequence), 'the entry is missing');
      if (hash !== head.previousHash) throw broken(HEAD_KEY, 'the first entry does not follow from the day before');
      if (oldest !== head.oldest || newest !== head.newest)
        throw broken(HEAD_KEY, 'the times in the head are not those of the entries');
      for (const key of ids.keys()) throw broken(key, 'the id row is missing');
      return { entries: head.sequence - head.previousSequence, beyond };
    },
  };
}

/** Of a day whose entries were removed its head is left, and what anchors say of its last entry. */
function removedDayCheck(chain: string, head: Head, anchored: ReturnType<Expected['get']>): DayCheck {
  const partition = partitionOf(chain, head.day);
  const anchor = anchored?.get(head.sequence);
  return {
    row({ rowKey }) {
      if (rowKey !== HEAD_KEY && head.emptied) {
        throw new BrokenChain(chain, partition, rowKey, 'a row stands in a day whose entries were removed');
      }
    },
    end() {
      if (anchor && anchor.hash !== head.hash) {
        throw new BrokenChain(
          chain,
          partition,
          HEAD_KEY,
          `the removed day ended otherwise when it was anchored (${anchor.anchor})`,
        );
      }
      return { entries: 0, beyond: undefined };
    },
  };
}
