import { type AuditEntry } from '../model/audit-entry';

/** In the order in which they are exported: the article's seven first. */
const columns = {
  timestamp: true,
  user: true,
  command: true,
  approved_by: true,
  result: true,
  duration_seconds: true,
  channel: true,
  id: true,
  instance_id: true,
  step: true,
  kind: true,
  action: true,
  service: true,
  environment: true,
  platform: true,
  conversation: true,
  approvals: true,
  reason_code: true,
  details: true,
  prev_hash: true,
  hash: true,
} satisfies Record<keyof AuditEntry, true>;

const names = Object.keys(columns) as (keyof AuditEntry)[];

/** The entry with its fields in the order of the contract. */
export function toExported(entry: AuditEntry): AuditEntry {
  return Object.fromEntries(names.map((name) => [name, entry[name]])) as unknown as AuditEntry;
}

interface ExportFormat {
  type: string;
  /** Before the first entry; left out where an export goes on with an earlier one. */
  head: string;
  line: (entry: AuditEntry) => string;
}

export const exportFormats: Record<'jsonl' | 'csv', ExportFormat> = {
  /** One JSON object a line. Whoever has all of them can verify the chain. */
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    line: (entry) => `${JSON.stringify(toExported(entry))}\n`,
  },
  /**
   * RFC 4180; approvals and details as JSON. For reading in a spreadsheet: a cell that one would take for a formula begins with an
   * apostrophe (https://owasp.org/www-community/attacks/CSV_Injection), `'@alice` too.
   */
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${names.join(',')}\r\n`,
    line: (entry) => `${names.map((name) => cell(entry[name])).join(',')}\r\n`,
  },
};

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
