import { BrokenRow, unlessBroken } from '../model/broken-row';
import { type Plan } from '../model/plan';
import { type Verdict } from '../model/verdict';
import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row, type Table } from './table';

export interface NewRound {
  instanceId: string;
  round: number;
  planHash: string;
  plan: Plan;
  verdict: Verdict;
  /** The person's ID. */
  requester: string;
  /** ISO 8601. */
  openedAt: string;
  expiresAt: string;
  /** The request of the same requester for the same that came before this one. */
  older?: string;
}

type RoundEnd = 'approved' | 'rejected' | 'expired' | 'cancelled' | 'void';

export interface RoundRow extends NewRound {
  state: 'open' | RoundEnd;
  /** The requester has asked for more time already. */
  extended: boolean;
}

/** Rounds of votes, each on one sealed plan. */
export interface Rounds {
  /**
   * Once opened, a round keeps its plan: again with the same hash changes nothing, with another it throws.
   * @returns where the round stands, which may be over when it was opened before
   */
  openRound(round: NewRound): Promise<RoundRow['state']>;
  round(instanceId: string, round: number): Promise<RoundRow | undefined>;
  /** Gives an open round more time, once; `by` is the instance that asks, which may ask again. */
  extendRound(instanceId: string, round: number, expiresAt: string, by: string): Promise<'extended' | 'again' | 'over'>;
  /** Lets other people decide an open round. */
  escalateRound(instanceId: string, round: number, verdict: Verdict): Promise<void>;
  /** Ends a round. The first end stands, and is given back. Throws when there is no such round. */
  closeRound(instanceId: string, round: number, state: RoundEnd): Promise<RoundEnd>;
  /** Ends a round as expired, unless it was given another time than this meanwhile: then it stays `open`. */
  expireRound(instanceId: string, round: number, expiresAt: string): Promise<RoundEnd | 'open'>;
  /** The rounds that are open, oldest instance ID first; one that expired but was not closed yet is among them, one whose row is broken is not. */
  waiting(): Promise<RoundRow[]>;
}

export function createRounds(table: Table): Rounds {
  const read = async (instanceId: string, round: number) => {
    const { partitionKey, rowKey } = keys(instanceId, round);
    const row = await table.get(partitionKey, rowKey);
    return row && toRound(instanceId, round, row);
  };
  const close = async (instanceId: string, round: number, state: RoundEnd, expiresAt?: string) => {
    const key = keys(instanceId, round);
    for (;;) {
      const row = await table.get(key.partitionKey, key.rowKey);
      if (!row) throw new Error(`Round ${round} of ${instanceId} was never opened.`);
      const ended = row['state'] !== 'open';
      if (!ended && expiresAt !== undefined && row['expiresAt'] !== expiresAt) return 'open';
      if (!ended && (await table.merge({ ...key, state }, row.etag)) === 'changed') continue;
      const { partitionKey, rowKey } = listed(instanceId, round);
      await table.remove(partitionKey, rowKey, '*');
      return ended ? (row['state'] as RoundEnd) : state;
    }
  };
  return {
    async openRound({ instanceId, round, planHash, plan, verdict, requester, openedAt, expiresAt, older }) {
      const row = {
        ...keys(instanceId, round),
        state: 'open',
        planHash,
        requester,
        openedAt,
        expiresAt,
        older,
        ...toJsonColumns('plan', plan),
        ...toJsonColumns('verdict', verdict),
      };
      // Listed before it is there, so that none is open and not listed; what is listed is looked at before it is told.
      await table.insert({ ...listed(instanceId, round), instanceId, round });
      const written = await insertOnce(table, row);
      if (written.first) return 'open';
      if (written.row['planHash'] !== planHash) {
        throw new Error(
          `Round ${round} of ${instanceId} is already open on another plan; open the next round instead.`,
        );
      }
      return written.row['state'] as RoundRow['state'];
    },

    round: read,

    async waiting() {
      const places: { instanceId: string; round: number }[] = [];
      for await (const row of table.rows(`PartitionKey eq '${WAITING}'`)) {
        places.push(row as unknown as { instanceId: string; round: number });
      }
      const rounds = await Promise.all(
        places.map(({ instanceId, round }) => read(instanceId, round).catch(unlessBroken)),
      );
      return rounds.filter((round) => round?.state === 'open') as RoundRow[];
    },

    async extendRound(instanceId, round, expiresAt, by) {
      const key = keys(instanceId, round);
      for (;;) {
        const row = await table.get(key.partitionKey, key.rowKey);
        if (row?.['state'] !== 'open') return 'over';
        if (row['extendedBy']) return row['extendedBy'] === by ? 'extended' : 'again';
        if ((await table.merge({ ...key, expiresAt, extendedBy: by }, row.etag)) === 'merged') return 'extended';
      }
    },

    async escalateRound(instanceId, round, verdict) {
      const key = keys(instanceId, round);
      for (;;) {
        const row = await table.get(key.partitionKey, key.rowKey);
        if (row?.['state'] !== 'open') return;
        if ((await table.merge({ ...key, ...toJsonColumns('verdict', verdict) }, row.etag)) === 'merged') return;
      }
    },

    async closeRound(instanceId, round, state) {
      return (await close(instanceId, round, state)) as RoundEnd;
    },

    expireRound: (instanceId, round, expiresAt) => close(instanceId, round, 'expired', expiresAt),
  };
}

const WAITING = '~waiting';

function listed(instanceId: string, round: number) {
  return { partitionKey: WAITING, rowKey: rowKey(instanceId, String(round)) };
}

function keys(instanceId: string, round: number) {
  return { partitionKey: rowKey(instanceId), rowKey: `round-${String(round).padStart(6, '0')}` };
}

function toRound(instanceId: string, round: number, row: Row): RoundRow {
  const { planHash, requester, openedAt, expiresAt, older, state } = row as unknown as RoundRow;
  const plan = fromJsonColumns<Plan>('plan', row);
  const verdict = fromJsonColumns<Verdict>('verdict', row);
  if (!plan || !verdict) throw new BrokenRow(`The row of round ${round} of ${instanceId} holds no plan.`);
  return {
    instanceId,
    round,
    planHash,
    plan,
    verdict,
    requester,
    openedAt,
    expiresAt,
    ...(older !== undefined && { older }),
    state,
    extended: row['extendedBy'] !== undefined,
  };
}
