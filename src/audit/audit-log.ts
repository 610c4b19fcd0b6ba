import { type AuditEntry, type AuditRecord } from '../model/audit-entry';

/** Append-only, chained. */
export interface AuditLog {
  /**
   * Writes the record once per (instance_id, step); a rerun returns what was written the first time.
   * Throws AuditUnavailableError when it cannot be sure that the record is stored.
   */
  append(record: AuditRecord): Promise<AuditEntry>;
  /** Entries received in [from, to), oldest first, over all chains. Times ISO 8601. */
  list(range: { from: string; to: string }): AsyncIterable<AuditEntry>;
  /** Walks every chain from its first row. */
  verify(): Promise<AuditVerification>;
}

export type AuditVerification =
  | { intact: true; chains: number; entries: number }
  | { intact: false; entries: number; bad: { chain: string; partition: string; row: string; problem: string } };

/** The record may not be stored; whoever asked must not act on it. */
export class AuditUnavailableError extends Error {
  override name = 'AuditUnavailableError';
}
