import { type Table } from '../state/table';
import {
  CHAINS_PARTITION,
  type ChainRow,
  fromChainRow,
  fromHeadRow,
  type Head,
  HEAD_KEY,
  partitionOf,
} from './chain-rows';

/** Reads how the days of a chain hang together; writes nothing. */
export interface ChainDays {
  chainRow(): Promise<ChainRow | undefined>;
  head(day: string): Promise<Head | undefined>;
  /** Follows the links from a day's head to the newest. */
  newestFrom(head: Head): Promise<Head>;
  /** The newest head; undefined before the first day was opened. Throws when the day that the hint names is gone. */
  newest(row: ChainRow | undefined): Promise<Head | undefined>;
}

export function createChainDays(table: Table, chain: string): ChainDays {
  const days: ChainDays = {
    async chainRow() {
      const row = await table.get(CHAINS_PARTITION, chain);
      return row && fromChainRow(row);
    },

    async head(day) {
      const row = await table.get(partitionOf(chain, day), HEAD_KEY);
      return row && fromHeadRow(row);
    },

    async newestFrom(head) {
      for (let newest = head; ;) {
        const next = newest.nextDay && (await days.head(newest.nextDay));
        if (!next) return newest;
        newest = next;
      }
    },

    async newest(row) {
      if (!row) return undefined;
      const head = await days.head(row.newest ?? row.first);
      if (!head && row.newest)
        throw new Error(`The head row of ${partitionOf(chain, row.newest)} is gone; run the audit verification.`);
      return head && days.newestFrom(head);
    },
  };
  return days;
}
