import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type AuditRecord } from '../model/audit-entry';

/** The `prev_hash` of a chain's first entry. */
export const FIRST_HASH = '0'.repeat(64);

/** Leaves room in a row, and in a transaction of four MiB. */
const MAX_RECORD_CHARS = 200_000;

const fields = {
  instance_id: true,
  step: true,
  kind: true,
  timestamp: true,
  user: true,
  command: true,
  approved_by: true,
  result: true,
  duration_seconds: true,
  channel: true,
  platform: true,
  conversation: true,
  action: true,
  service: true,
  environment: true,
  approvals: true,
  reason_code: true,
  details: true,
} satisfies Record<keyof AuditRecord, true>;

/**
 * The record as plain JSON: only its own fields, absent ones null. Lone surrogates, which RFC 8785 forbids, become U+FFFD;
 * U+2028 and U+2029, which some readers of JSON Lines take for the end of a line (and Azurite's transactions do not take
 * at all), become line feeds.
 * Details that make it too large are cut down to their hash. Throws a RangeError when that is not enough.
 */
export function plainRecord(record: AuditRecord): AuditRecord {
  const own = Object.fromEntries(
    Object.keys(fields).map((field) => [field, record[field as keyof AuditRecord] ?? null]),
  );
  const plain = JSON.parse(JSON.stringify(own).replace(UNFIT, fit)) as AuditRecord;
  if (canonical(plain).length <= MAX_RECORD_CHARS) return plain;
  const details = canonical(plain.details);
  const cut = { ...plain, details: { cut: true, characters: details.length, sha256: sha256(details) } };
  const { length } = canonical(cut);
  if (length > MAX_RECORD_CHARS) {
    throw new RangeError(
      `An audit record takes at most ${MAX_RECORD_CHARS} characters; without its details it has ${length}.`,
    );
  }
  return cut;
}

/** RFC 8785. Of an entry: all its fields but `prev_hash` and `hash`. */
export function canonical(value: object): string {
  return canonicalize(value) ?? '';
}

/** What binds an entry to the one before it: SHA-256 over the previous hash (64 hex digits) and the canonical record, UTF-8. */
export function recordHash(prevHash: string, canonicalRecord: string): string {
  return sha256(prevHash + canonicalRecord);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** In JSON text: a pair of backslashes (to step over), half a surrogate pair, a line or paragraph separator. */
const UNFIT = /\\\\|\\ud[89a-f][0-9a-f]{2}|[\u2028\u2029]/g;

function fit(found: string): string {
  if (found === '\\\\') return found;
  return found.length === 1 ? '\\n' : '\ufffd';
}
