import { type AuditEntry } from '../model/audit-entry';
import { fromJsonColumns, toJsonColumns } from '../state/json-columns';
import { rowKey } from '../state/row-keys';
import { type NewRow, type Row } from '../state/table';
import { MAIN_CHAIN } from './chain-names';
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
  const places = [
    monthPartition(new Date(entry.timestamp).toISOString()),
    rowKey('user', entry.user),
    ...(service ? [rowKey('service', service)] : []),
    ...(environment ? [rowKey('environment', environment)] : []),
    ...(service && environment ? [rowKey('target', service, environment)] : []),
    ...(typeof incident === 'string' ? [rowKey('incident', incident)] : []),
  ];
  return [
    // An intent is followed by its outcome, which says more.
    ...(kind === 'intent' ? [] : places.map((partitionKey) => ({ partitionKey, rowKey: key, ...columns }))),
    {
      partitionKey: STORY,
      rowKey: `${rowKey(entry.instance_id)}:${sequenceText(entry.id)}${besideMain(entry.id)}`,
      ...columns,
    },
    { partitionKey: entriesPartition(chainOf(entry.id)), rowKey: sequenceText(entry.id), ...columns },
  ];
}

export const STORY = 'story';

export function entriesPartition(chain: string): string {
  return rowKey('entries', chain);
}

export function monthPartition(iso: string): string {
  return rowKey('month', iso.slice(0, 7));
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

/** Entries of several chains may have one sequence. */
function besideMain(id: string): string {
  return chainOf(id) === MAIN_CHAIN ? '' : `:${chainOf(id)}`;
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
    people: kind === 'refusal' ? requester : people,
    decision: kind === 'outcome' || kind === 'intent' ? undefined : approvals[0]?.decision,
    text: text.filter(Boolean).join(' ').toLowerCase().slice(0, TEXT),
    day,
  };
}
