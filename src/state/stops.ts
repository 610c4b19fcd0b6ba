import { insertOnce } from './insert-once';
import { rowKey } from './row-keys';
import { type Row, type Table } from './table';

/** Somebody wants a command to stop that is under way. */
export interface Stop {
  /** The person's ID. */
  by: string;
  /** ISO 8601. */
  at: string;
  reason?: string;
}

export interface Stops {
  /** Notes who wants it. The first who does stands, and is given back. */
  stop(instanceId: string, stop: Stop): Promise<Stop>;
  stopped(instanceId: string): Promise<Stop | undefined>;
}

const STOP = 'stop';

export function createStops(table: Table): Stops {
  return {
    async stop(instanceId, stop) {
      const written = await insertOnce(table, { partitionKey: rowKey(instanceId), rowKey: STOP, ...stop });
      return written.first ? stop : toStop(written.row);
    },

    async stopped(instanceId) {
      const row = await table.get(rowKey(instanceId), STOP);
      return row && toStop(row);
    },
  };
}

function toStop(row: Row): Stop {
  const { by, at, reason } = row as unknown as Stop;
  return { by, at, ...(reason !== undefined && { reason }) };
}
