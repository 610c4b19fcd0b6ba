import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { BrokenChain } from './broken-chain';
import { type Head, HEAD_KEY, partitionOf } from './chain-rows';
import { noticeRecord } from '../model/notice-record';

/** What is recorded of a day before its entries are removed. */
interface Removal {
  chain: string;
  day: string;
  last: number;
  hash: string;
}

const ACTION = 'retention';

export function removalRecord(
  chain: string,
  { day, previousSequence, sequence, hash }: Head,
  retentionDays: number,
  now: Date,
): AuditRecord {
  const removal: Removal & { first: number } = { chain, day, first: previousSequence + 1, last: sequence, hash };
  return noticeRecord({
    instance_id: `retention-${chain}`,
    step: day,
    timestamp: now.toISOString(),
    command: `(entries of ${day} removed)`,
    action: ACTION,
    details: { removed: removal, retention_days: retentionDays },
  });
}

/** Hears of entries, and tells of days that were removed without an entry that says so. */
export function createRemovalCheck() {
  const recorded = new Map<string, string>();
  const key = ({ chain, day }: Pick<Removal, 'chain' | 'day'>) => partitionOf(chain, day);
  return {
    seen({ action, platform, details }: AuditEntry): void {
      if (action !== ACTION || platform !== 'countersign') return;
      const removal = details['removed'] as Removal;
      recorded.set(key(removal), JSON.stringify([removal.last, removal.hash]));
    },

    /** The entry that tells of a removal may be removed in its turn: then its own day is. Throws BrokenChain. */
    end(chain: string, heads: Head[]): void {
      const removedDays = new Set(heads.filter(({ removed }) => removed).map(({ day }) => day));
      for (const { day, removed, sequence, hash } of heads) {
        if (!removed) continue;
        const said = recorded.get(key({ chain, day }));
        const on = removed.slice(0, 10);
        const fits = said === undefined ? on > day && removedDays.has(on) : said === JSON.stringify([sequence, hash]);
        if (fits) continue;
        throw new BrokenChain(
          chain,
          partitionOf(chain, day),
          HEAD_KEY,
          'the entries of the day are gone, and no entry tells of their removal',
        );
      }
    },
  };
}
