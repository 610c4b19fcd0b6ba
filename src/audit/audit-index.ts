import { type AuditEntry } from '../model/audit-entry';
import { rowKey } from '../state/row-keys';
import { StorageError } from '../state/storage-error';
import { type Change, type NewRow, type Table } from '../state/table';
import { type Tables } from '../state/tables';
import {
  type AuditSummary,
  chainPartition,
  entryRowKey,
  EVERYTHING,
  fromIndexRow,
  INDEX_TABLE,
  indexRows,
  PARTITIONS,
  storyPrefix,
  timeText,
  yearOf,
  yearPartition,
} from './index-rows';

/** Finds entries without reading the chain. What it tells is a copy; evidence is the chain alone. */
export interface AuditIndex {
  /** Writes the rows of entries that stand under one day; again changes nothing. */
  add(entries: AuditEntry[], day: string): Promise<void>;
  /** Newest first by `timestamp`. Reads one partition for each year. */
  find(query: AuditQuery): Promise<AuditPage>;
  /** Everything about one command, in the order in which it was written; in several chains, in which it was received. */
  story(instanceId: string): Promise<AuditSummary[]>;
  /** One entry by its id, `main-000000000042`. */
  entry(id: string): Promise<AuditSummary | undefined>;
}

export interface AuditQuery {
  /** As recorded: `@alice`. */
  user?: string;
  service?: string;
  /** Any of them. */
  environments?: string[];
  incident?: string;
  /** [from, to), by `timestamp`. */
  from: Date;
  to: Date;
  result?: string;
  action?: string;
  /** Actions that are left out. */
  without: string[];
  /** All of them, in any case. */
  words: string[];
  /** Who asks may see no others. */
  visible: (entry: AuditSummary) => boolean;
  /** The `next` of the page before. */
  after?: string;
  most: number;
}

export interface AuditPage {
  entries: AuditSummary[];
  /** Set when there may be more. */
  next?: string;
  /** Whether it was the reading that ended, not the page that got full. */
  tired: boolean;
}

/** Rows that one question reads at most: about a second's worth in Azure. */
const MOST_READ = 5_000;
/** Rows of one transaction. */
const TOGETHER = 100;
const WRITE_MS = 8_000;
/** How long the years are remembered. What another process puts into a year that had nothing, and is over, is found that much later. */
const YEARS_MS = 60_000;

export function createAuditIndex(tables: Tables): AuditIndex {
  const table = tables.table(INDEX_TABLE);
  const known = new Set<string>();
  let years: { asked: Promise<string[]>; at: number } | undefined;

  return {
    async add(entries, day) {
      const all = entries.map((entry) => indexRows(entry, day));
      for (const partition of new Set(all.flat().map(({ partitionKey }) => partitionKey))) await note(partition);
      await writeRows(
        table,
        all.flatMap((rows) => rows.slice(0, -2)),
      );
      await writeRows(
        table,
        all.flatMap((rows) => rows.slice(-2)),
      );
    },

    async find(asked) {
      const query = { ...asked, after: asked.after && fromPageMark(asked.after) };
      const way = wayOf(query);
      const found: AuditSummary[] = [];
      let read = 0;
      let last: string | undefined;
      for await (const year of partitionsOf(query)) {
        // A little more than a page: some rows are not for everybody.
        const pageSize = query.words.length ? 1_000 : query.most * 2;
        for await (const row of table.rows(filterOf(year, way, query), pageSize)) {
          if (found.length === query.most) return { entries: found, next: last && pageMark(last), tired: false };
          if (read++ === MOST_READ) return { entries: found, next: last && pageMark(last), tired: true };
          last = row.rowKey.slice(way.length + 1);
          const entry = fromIndexRow(row);
          if (matches(entry, query)) found.push(entry);
        }
      }
      return { entries: found, tired: false };
    },

    async story(instanceId) {
      const start = storyPrefix(instanceId);
      const stories = await Promise.all((await noted('chain:')).map((partition) => storyIn(partition, start)));
      const found = stories.filter(({ length }) => length > 0);
      if (found.length < 2) return found.flat();
      return found.flat().sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
    },

    async entry(id) {
      const split = id.lastIndexOf('-');
      const row = await table.get(chainPartition(id.slice(0, split)), entryRowKey(Number(id.slice(split + 1))));
      return row && fromIndexRow(row);
    },
  };

  /** Partitions are told of before they are first written to, once by each process. */
  async function note(partition: string): Promise<void> {
    if (known.has(partition)) return;
    await table.put({ partitionKey: PARTITIONS, rowKey: partition });
    known.add(partition);
    years = undefined;
  }

  function knownYears(): Promise<string[]> {
    if (years && performance.now() - years.at < YEARS_MS) return years.asked;
    const asked = noted('year:');
    years = { asked, at: performance.now() };
    asked.catch(() => {
      years = undefined;
    });
    return asked;
  }

  async function noted(prefix: string): Promise<string[]> {
    const found: string[] = [];
    const filter = `PartitionKey eq '${PARTITIONS}' and RowKey ge '${prefix}' and RowKey lt '${prefix}~'`;
    for await (const row of table.rows(filter)) found.push(row.rowKey);
    return found;
  }

  async function storyIn(partition: string, start: string): Promise<AuditSummary[]> {
    const found: AuditSummary[] = [];
    const filter = `PartitionKey eq '${partition}' and RowKey ge '${start}' and RowKey lt '${start}~'`;
    for await (const row of table.rows(filter)) found.push(fromIndexRow(row));
    return found;
  }

  /** The year in which the question ends, then those before it of which there is anything. */
  async function* partitionsOf({ from, to, after }: AuditQuery): AsyncGenerator<string> {
    const end = Math.min(to.getTime() - 1, after === undefined ? Infinity : timeOf(after));
    const [first, last] = [yearPartition(yearOf(from.getTime())), yearPartition(yearOf(end))];
    // Asked beside the newest year, not after it: whoever finds few rows there would wait twice.
    const others = first < last ? knownYears() : [];
    yield last;
    yield* (await others).filter((year) => year >= first && year < last).reverse();
  }
}

/** A page's end as short text, for buttons and lines. */
function pageMark(next: string): string {
  const [time = '', chain = '', sequence = ''] = next.split(':');
  return [Number(time).toString(36), chain, Number(sequence).toString(36)].join('.');
}

function fromPageMark(mark: string): string {
  const [time = '', chain = '', sequence = ''] = mark.split('.');
  return `${String(parseInt(time, 36)).padStart(13, '0')}:${chain}:${String(parseInt(sequence, 36)).padStart(12, '0')}`;
}

async function writeRows(table: Table, rows: NewRow[]): Promise<void> {
  const partitions = new Map<string, NewRow[]>();
  for (const row of rows) partitions.set(row.partitionKey, [...(partitions.get(row.partitionKey) ?? []), row]);
  for (const own of partitions.values()) {
    for (let from = 0; from < own.length; from += TOGETHER) {
      await transact(
        table,
        own.slice(from, from + TOGETHER).map((row): Change => ['put', row]),
      );
    }
  }
}

/** The first write makes the table. */
async function transact(table: Table, changes: Change[]): Promise<void> {
  try {
    await table.transact(changes, WRITE_MS);
  } catch (error) {
    const [first] = changes;
    if (!first || !(error instanceof StorageError) || error.statusCode !== 404) throw error;
    await table.put(first[1]);
    await table.transact(changes, WRITE_MS);
  }
}

/** The narrowest that there is. */
function wayOf({ incident, user, service, environments }: AuditQuery): string {
  if (incident !== undefined) return rowKey('incident', incident);
  if (user !== undefined) return rowKey('user', user);
  const [environment, ...others] = environments ?? [];
  if (service !== undefined && environment !== undefined && !others.length)
    return rowKey('target', service, environment);
  if (service !== undefined) return rowKey('service', service);
  if (environment !== undefined && !others.length) return rowKey('environment', environment);
  return EVERYTHING;
}

function timeOf(key: string): number {
  return 9_999_999_999_999 - Number(key.slice(0, 13));
}

function filterOf(
  partition: string,
  way: string,
  { from, to, after, result, action, service, environments, without }: AuditQuery,
) {
  const begin = after ?? timeText(to.getTime() - 1);
  return [
    `PartitionKey eq '${partition}'`,
    `RowKey ${after ? 'gt' : 'ge'} '${way}:${begin}'`,
    `RowKey lt '${way}:${timeText(from.getTime())};'`,
    ...(result === undefined ? [] : [`result eq ${quoted(result)}`]),
    ...(action === undefined ? [] : [`action eq ${quoted(action)}`]),
    ...(service === undefined ? [] : [`service eq ${quoted(service)}`]),
    ...(environments === undefined
      ? []
      : [`(${environments.map((environment) => `environment eq ${quoted(environment)}`).join(' or ') || 'false'})`]),
    ...without.map((other) => `action ne ${quoted(other)}`),
  ].join(' and ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function matches(entry: AuditSummary, { words, visible }: AuditQuery): boolean {
  return words.every((word) => entry.text.includes(word.toLowerCase())) && visible(entry);
}
