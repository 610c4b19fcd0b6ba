import { type Plan } from '../model/plan';
import { type Rule } from '../model/company';
import { type CommandRequest } from '../model/command-request';
import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** What somebody owes who ran a change without approval: a review of it by others. */
export interface NewDebt {
  /** Of the command that ran. */
  instanceId: string;
  /** Whose it is, by ID. */
  person: string;
  request: CommandRequest;
  plan: Plan;
  rule: { name: string; line: number };
  /** Who has to review it, as the company file said then. */
  review: Rule['require'][number];
  /** ISO 8601. */
  openedAt: string;
  dueAt: string;
}

export interface Debt extends NewDebt {
  state: 'open' | 'reviewed';
  /** In their order; one for each person. */
  reviews: Review[];
}

export interface Review {
  person: string;
  /** ISO 8601. */
  at: string;
  note?: string;
}

/** Rows of one partition: there are as many as there were emergencies. */
export interface Debts {
  /** Again for the same instance changes nothing. */
  open(debt: NewDebt): Promise<void>;
  get(instanceId: string): Promise<Debt | undefined>;
  /**
   * Adds a person's review to a debt that is open. `settles` says of all the reviews whether they are enough; it may be asked
   * more than once.
   * @returns the debt as it is now, and whether this review was added; undefined when there is no such debt
   */
  review(
    instanceId: string,
    review: Review,
    settles: (reviews: Review[]) => boolean,
  ): Promise<{ debt: Debt; added: boolean } | undefined>;
  /** Those that are not reviewed yet, oldest first. */
  outstanding(): Promise<Debt[]>;
}

const PARTITION = 'debt';

export function createDebts(tables: Tables): Debts {
  const table = tables.table('CountersignDebts');
  const read = async (instanceId: string) => table.get(PARTITION, rowKey(instanceId));
  return {
    async open(debt) {
      const { instanceId, person, openedAt, dueAt } = debt;
      const row = { partitionKey: PARTITION, rowKey: rowKey(instanceId), person, openedAt, dueAt, state: 'open' };
      await insertOnce(table, { ...row, ...toJsonColumns('debt', debt), ...toJsonColumns('reviews', []) });
    },

    async get(instanceId) {
      const row = await read(instanceId);
      return row && toDebt(row);
    },

    async review(instanceId, review, settles) {
      for (;;) {
        const row = await read(instanceId);
        if (!row) return undefined;
        const debt = toDebt(row);
        const known = debt.state !== 'open' || debt.reviews.some(({ person }) => person === review.person);
        if (known) return { debt, added: false };
        const reviews = [...debt.reviews, review];
        const state = settles(reviews) ? 'reviewed' : 'open';
        const { partitionKey, rowKey: key, etag } = row;
        const columns = { partitionKey, rowKey: key, state, ...toJsonColumns('reviews', reviews) };
        if ((await table.merge(columns, etag)) === 'merged') return { debt: { ...debt, reviews, state }, added: true };
      }
    },

    async outstanding() {
      const debts: Debt[] = [];
      for await (const row of table.rows(`PartitionKey eq '${PARTITION}' and state eq 'open'`)) debts.push(toDebt(row));
      return debts.sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt));
    },
  };
}

function toDebt(row: Row): Debt {
  const debt = fromJsonColumns<NewDebt>('debt', row);
  if (!debt) throw new Error(`The row ${row.rowKey} of debts holds none.`);
  return {
    ...debt,
    state: row['state'] === 'open' ? 'open' : 'reviewed',
    reviews: fromJsonColumns<Review[]>('reviews', row) ?? [],
  };
}
