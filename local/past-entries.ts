import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createTableAuditLog } from '../src/audit/table-audit-log';
import { readSettings } from '../src/config/env';
import { type AuditEntry } from '../src/model/audit-entry';
import { createTables } from '../src/state/tables';
import { managedIdentity } from './managed-identity';

/** Entries received in [from, to): from the audit log of the settings, or from an export of it as JSON lines. */
export function pastEntries(range: { from: string; to: string }, file?: string): AsyncIterable<AuditEntry> {
  if (file) return exported(range, file);
  const { auditStorage } = readSettings();
  if (!auditStorage)
    throw new Error('AUDIT_STORAGE is not set, nor is AzureWebJobsStorage; or give --log export.jsonl.');
  return createTableAuditLog(createTables(auditStorage, managedIdentity)).list(range);
}

async function* exported({ from, to }: { from: string; to: string }, file: string): AsyncIterable<AuditEntry> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (!line) continue;
    const entry = entryOf(line, `${file}, line ${number}`);
    if (entry.timestamp >= from && entry.timestamp < to) yield entry;
  }
}

function entryOf(line: string, where: string): AuditEntry {
  try {
    return JSON.parse(line) as AuditEntry;
  } catch {
    throw new Error(`${where} is no JSON: is it an export as jsonl?`);
  }
}
