import { type AuditEntry } from '../model/audit-entry';
import { chainOf } from './chain-rows';

/** What one answer holds at most: the Functions worker has all of a body in memory before any of it leaves. */
export const MOST_ENTRIES = 50_000;
const MOST_CHARS = 48_000_000;

export interface ExportPage {
  entries: AuditEntry[];
  /** With it as `after` the export goes on; undefined when this was the last of it. */
  next?: string;
}

/**
 * The first of these entries: as many as are asked for, fewer where they are long, one at least.
 * @param after where the entries began: ids of several chains, with commas between
 */
export async function exportPage(
  all: AsyncIterable<AuditEntry>,
  { after, limit }: { after?: string; limit: number },
): Promise<ExportPage> {
  const reached = new Map((after?.split(',') ?? []).map((id) => [chainOf(id), id]));
  const entries: AuditEntry[] = [];
  let chars = 0;
  for await (const entry of all) {
    chars += JSON.stringify(entry).length;
    if (entries.length === limit || (entries.length > 0 && chars > MOST_CHARS))
      return { entries, next: [...reached.values()].join(',') };
    entries.push(entry);
    reached.set(chainOf(entry.id), entry.id);
  }
  return { entries };
}
