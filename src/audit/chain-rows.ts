import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { type NewRow, type Row } from '../state/table';
import { fromTextColumns, toTextColumns } from '../state/text-columns';
import { canonical, recordHash, sha256 } from './record-hash';

/** Rows of docs/audit-format.md. A chain's name is lower-case letters and digits; a day is `2026-11-02`, UTC. */
export const AUDIT_TABLE = 'CountersignAudit';
export const CHAINS_PARTITION = 'chains';
export const HEAD_KEY = 'head';

const DIGITS = 12;
const LAST_SEQUENCE = 10 ** DIGITS - 1;

/** Where a chain begins, and a hint where it ends: `newest` may be behind, never ahead. */
export interface ChainRow {
  first: string;
  newest?: string;
  /** Of the main chain: how many chains there are since when, once there are several; JSON. */
  widths?: string;
  etag: string;
}

/** The end of a day, and what it stands on. */
export interface Head {
  day: string;
  /** Of the last entry, or of the last before this day while it has none. */
  sequence: number;
  hash: string;
  previousDay?: string;
  previousSequence: number;
  previousHash: string;
  /** The earliest and latest `timestamp` of the day's entries, ISO 8601 with milliseconds. */
  oldest?: string;
  newest?: string;
  /** Set when the day is closed: nothing is written to it any more. */
  nextDay?: string;
  /** When the day's entries were removed, ISO 8601; the head stays as the proof of them. */
  removed?: string;
  /** Set when none of them is left. */
  emptied?: boolean;
  etag: string;
}

export function partitionOf(chain: string, day: string): string {
  return `${chain}_${day}`;
}

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Newest first. */
export function entryKey(sequence: number): string {
  return `entry:${String(LAST_SEQUENCE - sequence).padStart(DIGITS, '0')}`;
}

export function sequenceOf(entryRowKey: string): number | undefined {
  return /^entry:\d{12}$/.test(entryRowKey) ? LAST_SEQUENCE - Number(entryRowKey.slice('entry:'.length)) : undefined;
}

/** The row that makes a record be written once: by its instance and step, hashed because they may hold anything. */
export function idKey({ instance_id, step }: Pick<AuditRecord, 'instance_id' | 'step'>): string {
  return `id:${sha256(JSON.stringify([instance_id, step]))}`;
}

export function entryId(chain: string, sequence: number): string {
  return `${chain}-${String(sequence).padStart(DIGITS, '0')}`;
}

export function chainOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-'));
}

export function isEntryId(text: string): boolean {
  return new RegExp(`^[a-z0-9]+-\\d{${DIGITS}}$`).test(text);
}

/** Throws a RangeError for what is no entry of this chain. */
export function sequenceOfId(chain: string, id: string): number {
  const [, digits] = new RegExp(`^${chain}-(\\d{${DIGITS}})$`).exec(id) ?? [];
  if (digits === undefined) throw new RangeError(`${JSON.stringify(id)} is not the id of an entry of ${chain}.`);
  return Number(digits);
}

export function toEntry(chain: string, sequence: number, prevHash: string, record: AuditRecord): AuditEntry {
  const identified = { ...record, id: entryId(chain, sequence) };
  return { ...identified, prev_hash: prevHash, hash: recordHash(prevHash, canonical(identified)) };
}

export function toEntryRow(partitionKey: string, sequence: number, { prev_hash, hash, ...record }: AuditEntry): NewRow {
  return { partitionKey, rowKey: entryKey(sequence), prev_hash, hash, ...toTextColumns('record', canonical(record)) };
}

/** The entry in a row, as it was written. Throws a SyntaxError when the row does not hold one. */
export function fromEntryRow(row: Row): AuditEntry {
  const record = JSON.parse(fromTextColumns('record', row) ?? '') as AuditRecord & { id: string };
  return { ...record, prev_hash: String(row['prev_hash']), hash: String(row['hash']) };
}

export function fromChainRow(row: Row): ChainRow {
  return {
    first: String(row['first']),
    newest: row['newest'] as string | undefined,
    widths: row['widths'] as string | undefined,
    etag: row.etag,
  };
}

export function toHeadRow(partitionKey: string, head: Omit<Head, 'etag' | 'day'>): NewRow {
  return {
    partitionKey,
    rowKey: HEAD_KEY,
    sequence: head.sequence,
    hash: head.hash,
    previous_day: head.previousDay,
    previous_sequence: head.previousSequence,
    previous_hash: head.previousHash,
    oldest: head.oldest,
    newest: head.newest,
    next_day: head.nextDay,
    removed: head.removed,
    emptied: head.emptied,
  };
}

export function fromHeadRow(row: Row): Head {
  return {
    day: row.partitionKey.slice(row.partitionKey.indexOf('_') + 1),
    sequence: Number(row['sequence']),
    hash: String(row['hash']),
    previousDay: row['previous_day'] as string | undefined,
    previousSequence: Number(row['previous_sequence']),
    previousHash: String(row['previous_hash']),
    oldest: row['oldest'] as string | undefined,
    newest: row['newest'] as string | undefined,
    nextDay: row['next_day'] as string | undefined,
    removed: row['removed'] as string | undefined,
    emptied: row['emptied'] as boolean | undefined,
    etag: row.etag,
  };
}
