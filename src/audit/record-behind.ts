import { type AuditRecord } from '../model/audit-entry';
import { type AuditLog } from './audit-log';

/**
 * Longest that a record waits for others to be written with, ms. Where hundreds come each second that fills a transaction as a second did,
 * and where few come none shares one either way.
 */
const LINGER_MS = 100;
/** Records handed to the log at a time: few enough that each is written well within the log's own deadline. */
const TOGETHER = 245;

/** Writes records shortly after the answers that they are about, many in one transaction. */
export interface BehindRecorder {
  add: (record: AuditRecord) => void;
  /** Resolves when all that was added is written, or was reported as not written. */
  flush: () => Promise<void>;
}

/**
 * For answers that change nothing and read nothing: their acknowledgement does not wait for the audit log. A process
 * killed within a tenth of a second loses those records, and no others.
 */
export function recordBehind(
  audit: () => AuditLog,
  lost: (record: AuditRecord, error: unknown) => void,
): BehindRecorder {
  const waiting: AuditRecord[] = [];
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (waiting.length > 0) {
      await Promise.all(
        waiting.splice(0, TOGETHER).map((record) =>
          Promise.resolve()
            .then(() => audit().append(record))
            .catch((error: unknown) => lost(record, error)),
        ),
      );
    }
    writing = undefined;
  };

  const flush = async () => {
    if (!writing && waiting.length > 0) writing = write();
    await writing;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    add(record) {
      waiting.push(record);
      if (writing) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void flush();
      }, LINGER_MS);
    },
    flush,
  };
}
