import { type AuditEntry } from '../model/audit-entry';
import { fromJsonColumns, toJsonColumns } from '../state/json-columns';
import { rowKey } from '../state/row-keys';
import { type NewRow, type Row } from '../state/table';
import { chainOf } from './chain-rows';

/** Rows by which entries are found. They prove nothing and can be made again from the chain at any time. */
export const INDEX_TABLE = 'CountersignAuditIndex';

/** What the index tells of an entry; the chain has all of it. */
export interface AuditSummary extends Pick<
  AuditEntry,
  | 'id'
  | 'instance_id'
  | 'kind'
  | 'timestamp'
  | 'user'
  | 'approved_by'
  | 'result'
  | 'reason_code'
  | 'action'
  | 'service'
  | 'environment'
  | 'channel'
  | 'platform'
  | 'conversation'
> {
  /** Cut. */
  command: string;
  /** Who asked and who voted, `@alice`; nobody whose vote was refused. */
  people: string[];
  /** Where the vendor shows the run, of an outcome that had one. */
  run?: string;
  /** For a vote: what was said. */
  decision?: string;
  /** What free words are looked for in, beside the rest: reasons and the message. Lower case, cut. */
  text: string;
  /** The UTC day of the chain under which the entry stands. */
  day: string;
}

const COMMAND = 300;
const TEXT = 1_500;
const LAST_MS = 9_999_999_999_999;
const LAST_SEQUENCE = 999_999_999_999;

/** Every row of an entry; the last one tells that the others are there. */
export function indexRows(entry: AuditEntry, day: string): NewRow[] {
  const summary = summaryOf(entry, day);
  const { kind, result, action, service, environment } = entry;
  const columns = {
    id: entry.id,
    kind,
    // Never absent: what a query makes of that differs.
    result: result ?? '',
    action: action ?? '',
    service: service ?? '',
    environment: environment ?? '',
    ...toJsonColumns('entry', summary),
  };
  const key = timeKey(Date.parse(entry.timestamp), entry.id);
  const incident = entry.details['incident'];
  const ways = [
    EVERYTHING,
    rowKey('user', entry.user),
    ...(service ? [rowKey('service', service)] : []),
    ...(environment ? [rowKey('environment', environment)] : []),
    ...(service && environment ? [rowKey('target', service, environment)] : []),
    ...(typeof incident === 'string' ? [rowKey('incident', incident)] : []),
  ];
  const year = yearPartition(yearOf(Date.parse(entry.timestamp)));
  const chain = chainPartition(chainOf(entry.id));
  return [
    // An intent is followed by its outcome, which says more.
    ...(kind === 'intent' ? [] : ways.map((way) => ({ partitionKey: year, rowKey: `${way}:${key}`, ...columns }))),
    { partitionKey: chain, rowKey: `${storyPrefix(entry.instance_id)}${sequenceText(entry.id)}`, ...columns },
    { partitionKey: chain, rowKey: entryRowKey(Number(sequenceText(entry.id))), ...columns },
  ];
}

/** Tells which partitions there are. */
export const PARTITIONS = 'partitions';

/** The prefix of a year's rows that nothing narrows. */
export const EVERYTHING = 'all';

/** All that happened in a year and is asked for by time, so that one transaction takes all rows of an entry. */
export function yearPartition(year: number): string {
  return rowKey('year', String(year));
}

export function yearOf(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/** What is asked for by a name of its own. */
export function chainPartition(chain: string): string {
  return rowKey('chain', chain);
}

export function storyPrefix(instanceId: string): string {
  return `story:${rowKey(instanceId)}:`;
}

export function entryRowKey(sequence: number): string {
  return `entry:${String(sequence).padStart(12, '0')}`;
}

export function fromIndexRow(row: Row): AuditSummary {
  const summary = fromJsonColumns<AuditSummary>('entry', row);
  if (!summary) throw new Error(`The index row ${row.partitionKey} ${row.rowKey} holds no entry; run the reindexing.`);
  return summary;
}

/** Newest first, and unique. */
function timeKey(ms: number, id: string): string {
  return `${timeText(ms)}:${chainOf(id)}:${String(LAST_SEQUENCE - Number(sequenceText(id))).padStart(12, '0')}`;
}

/** Begins the keys of that millisecond. */
export function timeText(ms: number): string {
  return String(LAST_MS - Math.min(Math.max(ms, 0), LAST_MS)).padStart(13, '0');
}

function sequenceText(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1);
}

function summaryOf(entry: AuditEntry, day: string): AuditSummary {
  const { kind, approvals, details, reason_code } = entry;
  const requester = typeof details['requester'] === 'string' ? [details['requester']] : [];
  const people = [...new Set([entry.user, ...requester, ...approvals.map(({ user }) => user)])];
  const message = typeof details['message'] === 'string' ? details['message'] : '';
  const text = [
    entry.command,
    entry.user,
    entry.channel,
    reason_code,
    message,
    ...approvals.map(({ reason }) => reason),
  ];
  return {
    id: entry.id,
    instance_id: entry.instance_id,
    kind,
    timestamp: entry.timestamp,
    user: entry.user,
    command: entry.command.slice(0, COMMAND),
    approved_by: entry.approved_by,
    result: entry.result,
    reason_code,
    action: entry.action,
    service: entry.service,
    environment: entry.environment,
    channel: entry.channel,
    platform: entry.platform,
    conversation: entry.conversation ?? null,
    run: typeof details['run'] === 'string' ? details['run'] : undefined,
    people: kind === 'refusal' ? requester : people,
    decision: kind === 'outcome' || kind === 'intent' ? undefined : approvals[0]?.decision,
    text: text.filter(Boolean).join(' ').toLowerCase().slice(0, TEXT),
    day,
  };
}
