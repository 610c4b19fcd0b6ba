import { isByHand, lockOwner } from '../model/lock-owner';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** One writer for one service in one environment. */
export interface Lock {
  service: string;
  environment: string;
  /** The instance that holds it, or `person:<id>` where somebody took it by hand. */
  owner: string;
  /** The instance that works under a lock by hand, for the same person. */
  usedBy?: string;
  /** Of the instance that works, its round: a late run of an earlier one neither takes nor gives back. */
  round?: number;
  /** On whose behalf. */
  person: string;
  /** ISO 8601. */
  since: string;
  reason?: string;
}

/** Locks are rows: they outlive a crash, and stay until their owner, or the sweeper in its name, gives them back. */
export interface Locks {
  /**
   * Takes a lock, or says who has it. Taking one's own again is fine. Under a lock by hand its person's commands work, one at a
   * time; `by` is then the instance that does.
   */
  acquire(lock: Omit<Lock, 'usedBy'>): Promise<{ held: true } | { held: false; by: Lock }>;
  /**
   * Gives a lock back, or ends working under one; false when this owner does not hold it, or a command works under it, or it
   * is held for another round than the one that is named.
   */
  release(service: string, environment: string, owner: string, round?: number): Promise<boolean>;
  get(service: string, environment: string): Promise<Lock | undefined>;
  list(): Promise<Lock[]>;
}

const PARTITION = 'lock';

export function createLocks(tables: Tables): Locks {
  const table = tables.table('CountersignLocks');
  return {
    async acquire({ service, environment, owner, round, person, since, reason }) {
      const key = { partitionKey: PARTITION, rowKey: rowKey(service, environment) };
      const row = { ...key, service, environment, owner, round, person, since, reason };
      for (;;) {
        if ((await table.insert(row)) === 'inserted') return { held: true };
        const standing = await table.get(key.partitionKey, key.rowKey);
        if (!standing) continue;
        const by = toLock(standing);
        const own = by.owner === owner || by.usedBy === owner;
        if (own && (round ?? 0) <= (by.round ?? 0)) return { held: true };
        if (!own && by.owner !== lockOwner({ id: person })) return { held: false, by };
        if (!own && by.usedBy) return { held: false, by: { ...by, owner: by.usedBy } };
        const taken = { ...key, round, ...(by.owner !== owner && { usedBy: owner }) };
        if ((await table.merge(taken, standing.etag)) === 'merged') return { held: true };
      }
    },

    async release(service, environment, owner, round) {
      const key = rowKey(service, environment);
      for (;;) {
        const standing = await table.get(PARTITION, key);
        if (round !== undefined && standing && (toLock(standing).round ?? round) !== round) return false;
        if (standing?.['usedBy'] === owner) {
          const free = { partitionKey: PARTITION, rowKey: key, usedBy: '' };
          if ((await table.merge(free, standing.etag)) === 'merged') return true;
          continue;
        }
        if (standing?.['owner'] !== owner || standing['usedBy']) return false;
        if ((await table.remove(PARTITION, key, standing.etag)) === 'removed') return true;
      }
    },

    async get(service, environment) {
      const row = await table.get(PARTITION, rowKey(service, environment));
      return row && toLock(row);
    },

    async list() {
      const locks = [];
      for await (const row of table.rows(`PartitionKey eq '${PARTITION}'`)) locks.push(toLock(row));
      return locks;
    },
  };
}

function toLock(row: Row): Lock {
  const { service, environment, owner, usedBy, round, person, since, reason } = row as unknown as Lock;
  return {
    service,
    environment,
    owner,
    person,
    since,
    ...(reason !== undefined && { reason }),
    ...(usedBy && { usedBy }),
    ...(round !== undefined && (usedBy || !isByHand(owner)) && { round }),
  };
}
