import { isDeepStrictEqual } from 'node:util';
import { type Vote } from '../model/vote';
import { compareInstants } from './compare-instants';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';
import { heard, keptIn, readRegister, standing, type VoteRegister } from './vote-register';

/** One row for each person in each round. What stands does not depend on the order in which deliveries arrive. */
export interface Votes {
  /**
   * Notes a vote or withdrawal. `counted`: it is what stands now, also when it already did; `superseded`: something
   * newer stands, or, for a withdrawal, something else than what it takes back.
   */
  cast(instanceId: string, vote: Vote): Promise<'counted' | 'superseded'>;
  /** Whether this delivery of a vote was noted, as far back as a person's votes are kept. */
  wasHeard(
    instanceId: string,
    vote: Required<Pick<Vote, 'round' | 'person' | 'planHash' | 'delivery'>>,
  ): Promise<boolean>;
  /** What stands, one for each person, withdrawals among them. */
  ofRound(instanceId: string, round: number): Promise<Vote[]>;
}

export function createVotes(tables: Tables): Votes {
  const table = tables.table('CountersignVotes');
  return {
    async cast(instanceId, vote) {
      const key = { partitionKey: partition(instanceId, vote.round), rowKey: rowKey(vote.person) };
      for (;;) {
        if ((await table.insert({ ...key, ...columns(heard({}, vote)) })) === 'inserted') return 'counted';
        const row = await table.get(key.partitionKey, key.rowKey);
        if (!row) continue;
        const before = fromColumns(row);
        const after = heard(before, vote);
        const news = !isDeepStrictEqual(after, before);
        if (news && (await table.replace({ ...key, ...columns(after) }, row.etag)) === 'changed') continue;
        return stands(vote, after) ? 'counted' : 'superseded';
      }
    },

    async wasHeard(instanceId, { round, person, planHash, delivery }) {
      const row = await table.get(partition(instanceId, round), rowKey(person));
      return (
        row !== undefined &&
        keptIn(fromColumns(row)).some((vote) => vote.delivery === delivery && vote.planHash === planHash)
      );
    },

    async ofRound(instanceId, round) {
      const votes: Vote[] = [];
      for await (const row of table.rows(`PartitionKey eq '${partition(instanceId, round)}'`)) {
        const vote = standing(fromColumns(row));
        if (vote) votes.push(vote);
      }
      return votes;
    },
  };
}

function partition(instanceId: string, round: number): string {
  return rowKey(instanceId, String(round));
}

function stands({ decision, at }: Vote, register: VoteRegister): boolean {
  const vote = standing(register);
  return vote?.decision === decision && compareInstants(vote.at, at) === 0;
}

/** `decision` and `at` are for people who look at the table. */
function columns(register: VoteRegister): Record<string, unknown> {
  const vote = standing(register);
  return { decision: vote?.decision, at: vote?.at, ...toJsonColumns('register', register) };
}

function fromColumns(row: Row): VoteRegister {
  return readRegister(fromJsonColumns<VoteRegister>('register', row) ?? {});
}
