import { createHash } from 'node:crypto';
import { type CommandRequest } from '../model/command-request';
import { type Outcome } from '../model/outcome';
import { BrokenRow } from '../model/broken-row';
import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { createRounds, type Rounds } from './rounds';
import { createStops, type Stops } from './stops';
import { type Row } from './table';
import { type Tables } from './tables';

interface Claim {
  instanceId: string;
  /** Made once by the execution that claims; the same in its replays and retries. */
  nonce: string;
  request: CommandRequest;
  /** Who asked; null when the company file does not know them. */
  person: string | null;
}

export interface RequestRow extends Claim {
  /** Set once the command has ended. */
  outcome?: Outcome;
}

interface Asked {
  person: string;
  text: string;
  instanceId: string;
  /** ISO 8601. */
  at: string;
}

/** What was asked, the rounds of votes on it, and how it ended. One partition for each instance. */
export interface Requests extends Rounds, Stops {
  /** Makes an instance ID this execution's own. The first nonce keeps it, for good. */
  claim(claim: Claim): Promise<'ours' | 'taken'>;
  /** Throws BrokenRow. */
  get(instanceId: string): Promise<RequestRow | undefined>;
  /**
   * Notes that a person asked a line, and gives when they had asked it last before; undefined when never. Asked again for
   * the same instance the answer is the same.
   */
  askedBefore(asked: Asked): Promise<Pick<Asked, 'instanceId' | 'at'> | undefined>;
  /** Instances that were claimed and have no outcome; one that just got it may be among them. */
  unfinished(): Promise<string[]>;
  /** Notes how the command ended. The first outcome stands, and is given back. */
  finish(instanceId: string, outcome: Outcome): Promise<Outcome>;
}

const REQUEST = 'request';
const OUTCOME = 'outcome';

export function createRequests(tables: Tables): Requests {
  const table = tables.table('CountersignRequests');
  return {
    ...createRounds(table),
    ...createStops(table),

    async claim({ instanceId, nonce, request, person }) {
      const row = {
        partitionKey: rowKey(instanceId),
        rowKey: REQUEST,
        nonce,
        person,
        ...toJsonColumns('request', request),
      };
      const [inserted] = await Promise.all([table.insert(row), table.put({ ...open(instanceId), instanceId })]);
      if (inserted === 'inserted') return 'ours';
      const standing = await table.get(row.partitionKey, REQUEST);
      return standing?.['nonce'] === nonce ? 'ours' : 'taken';
    },

    async get(instanceId) {
      const partition = rowKey(instanceId);
      const rows = new Map<string, Row>();
      const filter = `PartitionKey eq '${partition}' and (RowKey eq '${REQUEST}' or RowKey eq '${OUTCOME}')`;
      for await (const row of table.rows(filter)) rows.set(row.rowKey, row);
      const asked = rows.get(REQUEST);
      const ended = rows.get(OUTCOME);
      return asked && toRequest(instanceId, asked, ended && fromJsonColumns<Outcome>('outcome', ended));
    },

    async askedBefore({ person, text, instanceId, at }) {
      const key = { partitionKey: rowKey('asked', person), rowKey: createHash('sha256').update(text).digest('hex') };
      const row = await table.get(key.partitionKey, key.rowKey);
      const before = row as unknown as (Asked & { beforeId?: string; beforeAt?: string }) | undefined;
      if (before?.instanceId === instanceId) {
        return before.beforeId ? { instanceId: before.beforeId, at: before.beforeAt ?? '' } : undefined;
      }
      await table.put({ ...key, instanceId, at, beforeId: before?.instanceId, beforeAt: before?.at });
      return before && { instanceId: before.instanceId, at: before.at };
    },

    async unfinished() {
      const found: string[] = [];
      for await (const row of table.rows(`PartitionKey eq '${OPEN}'`)) found.push(String(row['instanceId']));
      return found;
    },

    async finish(instanceId, outcome) {
      const row = { partitionKey: rowKey(instanceId), rowKey: OUTCOME, result: outcome.result };
      const written = await insertOnce(table, { ...row, ...toJsonColumns('outcome', outcome) });
      await table.remove(OPEN, open(instanceId).rowKey, '*');
      return written.first ? outcome : (fromJsonColumns<Outcome>('outcome', written.row) ?? outcome);
    },
  };
}

const OPEN = '~open';

function open(instanceId: string) {
  return { partitionKey: OPEN, rowKey: rowKey(instanceId) };
}

function toRequest(instanceId: string, row: Row, outcome: Outcome | undefined): RequestRow {
  const request = fromJsonColumns<CommandRequest>('request', row);
  if (!request) throw new BrokenRow(`The request row of ${instanceId} holds no request.`);
  const { nonce, person } = row as { nonce?: string; person?: string };
  return { instanceId, nonce: nonce ?? '', request, person: person ?? null, ...(outcome && { outcome }) };
}
