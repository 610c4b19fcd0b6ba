import { type Delegation } from '../model/delegation';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** Who decides in whose place. One for each person whose say it is; a new one takes the place of the old. */
export interface Delegations {
  set(delegation: Delegation): Promise<void>;
  /** Ends it before its time. @returns what ended; undefined when there was none */
  end(of: string, now: Date): Promise<Delegation | undefined>;
  /** Those that hold at this instant. */
  active(now: Date): Promise<Delegation[]>;
}

const PARTITION = 'delegation';

export function createDelegations(tables: Tables): Delegations {
  const table = tables.table('CountersignDelegations');
  return {
    async set(delegation) {
      await table.put({ partitionKey: PARTITION, rowKey: rowKey(delegation.of), ...delegation });
    },

    async end(of, now) {
      for (;;) {
        const row = await table.get(PARTITION, rowKey(of));
        if (!row) return undefined;
        if ((await table.remove(PARTITION, row.rowKey, row.etag)) === 'changed') continue;
        const ended = toDelegation(row);
        return holds(ended, now) ? ended : undefined;
      }
    },

    async active(now) {
      const all: Delegation[] = [];
      for await (const row of table.rows(`PartitionKey eq '${PARTITION}'`)) all.push(toDelegation(row));
      return all.filter((delegation) => holds(delegation, now));
    },
  };
}

function holds({ since, until }: Delegation, now: Date): boolean {
  return Date.parse(since) <= now.getTime() && now.getTime() < Date.parse(until);
}

function toDelegation(row: Row): Delegation {
  const { of, to, since, until, reason } = row as unknown as Delegation;
  return { of, to, since, until, ...(reason !== undefined && { reason }) };
}
