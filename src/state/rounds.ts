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
}

type RoundEnd = 'approved' | 'rejected' | 'expired' | 'cancelled' | 'void';

interface RoundRow extends NewRound {
  state: 'open' | RoundEnd;
}

/** Rounds of votes, each on one sealed plan. */
export interface Rounds {
  /**
   * Once opened, a round keeps its plan: again with the same hash changes nothing, with another it throws.
   * @returns where the round stands, which may be over when it was opened before
   */
  openRound(round: NewRound): Promise<RoundRow['state']>;
  round(instanceId: string, round: number): Promise<RoundRow | undefined>;
  /** Ends a round. The first end stands, and is given back. Throws when there is no such round. */
  closeRound(instanceId: string, round: number, state: RoundEnd): Promise<RoundEnd>;
}

export function createRounds(table: Table): Rounds {
  return {
    async openRound({ instanceId, round, planHash, plan, verdict, requester, openedAt, expiresAt }) {
      const row = {
        ...keys(instanceId, round),
        state: 'open',
        planHash,
        requester,
        openedAt,
        expiresAt,
        ...toJsonColumns('plan', plan),
        ...toJsonColumns('verdict', verdict),
      };
      const written = await insertOnce(table, row);
      if (written.first) return 'open';
      if (written.row['planHash'] !== planHash) {
        throw new Error(
          `Round ${round} of ${instanceId} is already open on another plan; open the next round instead.`,
        );
      }
      return written.row['state'] as RoundRow['state'];
    },

    async round(instanceId, round) {
      const { partitionKey, rowKey } = keys(instanceId, round);
      const row = await table.get(partitionKey, rowKey);
      return row && toRound(instanceId, round, row);
    },

    async closeRound(instanceId, round, state) {
      const key = keys(instanceId, round);
      for (;;) {
        const row = await table.get(key.partitionKey, key.rowKey);
        if (!row) throw new Error(`Round ${round} of ${instanceId} was never opened.`);
        if (row['state'] !== 'open') return row['state'] as RoundEnd;
        if ((await table.merge({ ...key, state }, row.etag)) === 'merged') return state;
      }
    },
  };
}

function keys(instanceId: string, round: number) {
  return { partitionKey: rowKey(instanceId), rowKey: `round-${String(round).padStart(6, '0')}` };
}

function toRound(instanceId: string, round: number, row: Row): RoundRow {
  const { planHash, requester, openedAt, expiresAt, state } = row as unknown as RoundRow;
  const plan = fromJsonColumns<Plan>('plan', row);
  const verdict = fromJsonColumns<Verdict>('verdict', row);
  if (!plan || !verdict) throw new Error(`The row of round ${round} of ${instanceId} holds no plan.`);
  return { instanceId, round, planHash, plan, verdict, requester, openedAt, expiresAt, state };
}
