import { type Expected } from './anchors/check-anchors';
import { type AuditEntry, type AuditRecord } from '../model/audit-entry';

/** Append-only, chained. */
export interface AuditLog {
  /**
   * Writes the record once per (instance_id, step); a rerun returns what was written the first time.
   * Throws AuditUnavailableError when it cannot be sure that the record is stored. `chain` is for what is said of a chain: it stands there.
   */
  append(record: AuditRecord, chain?: string): Promise<AuditEntry>;
  /** Entries received in [from, to), those of a chain in the order in which they were written. Throws a RangeError for a range that is none. */
  list(range: AuditRange): AsyncIterable<AuditEntry>;
  /** The entry with this id that is stored under that day; `altered` when it does not have its hash. */
  read(id: string, day: string): Promise<AuditEntry | 'altered' | undefined>;
  /** How many entries were written so far. Throws when the end of a chain is gone. */
  entries(): Promise<number>;
  /** Walks every chain from its first row, or the days of a range. */
  verify(options?: VerifyOptions): Promise<AuditVerification>;
}

/** Times ISO 8601; `after` is the id of the last entry that is known already, of several chains with commas between. */
export interface AuditRange {
  from: string;
  to: string;
  after?: string;
}

export interface VerifyOptions {
  /** What anchors say of the chains. */
  expected?: Expected;
  /** Days, `2026-11-02`, both included. */
  from?: string;
  to?: string;
}

export type AuditVerification =
  | { intact: true; chains: number; entries: number }
  | { intact: false; entries: number; bad: { chain: string; partition: string; row: string; problem: string } };

/** The record may not be stored; whoever asked must not act on it. */
export class AuditUnavailableError extends Error {
  override name = 'AuditUnavailableError';
}
