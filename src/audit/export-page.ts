import { type AuditEntry } from '../model/audit-entry';
import { chainOf } from './chain-rows';

/** What one answer holds at most: the Functions worker has all of a body in memory before any of it leaves. */
export const MOST_ENTRIES = 50_000;
const MOST_CHARS = 48_000_000;

export interface ExportPage {
  lines: string[];
  /** With it as `after` the export goes on; undefined when this was the last of it. */
  next?: string;
}

/**
 * The first of these entries, written as `line` does: as many as are asked for, fewer where they are long, one at least.
 * @param after where the entries began: ids of several chains, with commas between
 */
export async function exportPage(
  all: AsyncIterable<AuditEntry>,
  { after, limit, line }: { after?: string; limit: number; line: (entry: AuditEntry) => string },
): Promise<ExportPage> {
  const reached = new Map((after?.split(',') ?? []).map((id) => [chainOf(id), id]));
  const lines: string[] = [];
  let chars = 0;
  for await (const entry of all) {
    const written = lines.length < limit ? line(entry) : '';
    chars += written.length;
    if (!written || (lines.length > 0 && chars > MOST_CHARS)) return { lines, next: [...reached.values()].join(',') };
    lines.push(written);
    reached.set(chainOf(entry.id), entry.id);
  }
  return { lines };
}
