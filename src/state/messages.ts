import { type MessageRef } from '../model/message-ref';
import { type Ballot, type View } from '../model/view';
import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** Which message stands for which round, so that a reaction to it, however late, means the plan that it showed. */
export interface Messages {
  /** Binds a message to a round and its plan, for good: again with the same is fine, with another it throws. */
  bind(message: MessageRef, ballot: Ballot): Promise<void>;
  find(message: MessageRef): Promise<Ballot | undefined>;
  /** The messages of an instance, by round. */
  of(instanceId: string): Promise<{ message: MessageRef; round: number }[]>;
  /** Keeps what the instance's newest message shows. */
  keepShown(instanceId: string, view: View): Promise<void>;
  shown(instanceId: string): Promise<View | undefined>;
}

export function createMessages(tables: Tables): Messages {
  const table = tables.table('CountersignMessages');
  return {
    async bind(message, { instanceId, round, planHash }) {
      const written = await insertOnce(table, { ...byMessage(message), instanceId, round, planHash });
      const standing = written.first ? undefined : toBallot(written.row);
      if (standing && (standing.instanceId !== instanceId || standing.planHash !== planHash)) {
        throw new Error(
          `The message ${message.message} already stands for round ${standing.round} of ${standing.instanceId}.`,
        );
      }
      await table.insert({ ...byInstance(instanceId, round, message), ...message, round });
    },

    async find(message) {
      const { partitionKey, rowKey } = byMessage(message);
      const row = await table.get(partitionKey, rowKey);
      return row && toBallot(row);
    },

    async of(instanceId) {
      const found = [];
      for await (const row of table.rows(`PartitionKey eq '${instancePartition(instanceId)}'`)) {
        const { platform, tenant, channel, message, round } = row as unknown as MessageRef & { round: number };
        found.push({ message: { platform, tenant, channel, message }, round });
      }
      return found;
    },

    async keepShown(instanceId, view) {
      await table.put({ ...byShown(instanceId), ...toJsonColumns('view', view) });
    },

    async shown(instanceId) {
      const { partitionKey, rowKey } = byShown(instanceId);
      const row = await table.get(partitionKey, rowKey);
      return row && fromJsonColumns<View>('view', row);
    },
  };
}

function byShown(instanceId: string) {
  return { partitionKey: rowKey('shown', instanceId), rowKey: 'view' };
}

function byMessage({ platform, tenant, channel, message }: MessageRef) {
  return { partitionKey: rowKey('message', platform, tenant, channel), rowKey: rowKey(message) };
}

function byInstance(instanceId: string, round: number, { platform, tenant, channel, message }: MessageRef) {
  const place = rowKey(platform, tenant, channel, message);
  return { partitionKey: instancePartition(instanceId), rowKey: `${String(round).padStart(6, '0')}:${place}` };
}

function instancePartition(instanceId: string): string {
  return rowKey('instance', instanceId);
}

function toBallot(row: Row): Ballot {
  const { instanceId, round, planHash } = row as unknown as Ballot;
  return { instanceId, round, planHash };
}
