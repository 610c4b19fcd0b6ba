import { type AuditRecord } from '../model/audit-entry';
import { type AuditLog } from './audit-log';

/** Longest that a record waits for others to be written with, ms. */
const LINGER_MS = 1_000;

/** Writes records shortly after the answers that they are about, many in one transaction. */
export interface BehindRecorder {
  add: (record: AuditRecord) => void;
  /** Resolves when all that was added is written, or was reported as not written. */
  flush: () => Promise<void>;
}

/**
 * For answers that change nothing and read nothing: their acknowledgement does not wait for the audit log. A process
 * killed within the second loses those records, and no others.
 */
export function recordBehind(
  audit: () => AuditLog,
  lost: (record: AuditRecord, error: unknown) => void,
): BehindRecorder {
  let waiting: AuditRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const records = waiting;
    waiting = [];
    await Promise.all(
      records.map((record) =>
        Promise.resolve()
          .then(() => audit().append(record))
          .catch((error: unknown) => lost(record, error)),
      ),
    );
  };
  return {
    add(record) {
      waiting.push(record);
      timer ??= setTimeout(() => void flush(), LINGER_MS);
    },
    flush,
  };
}
