import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { AuditUnavailableError } from './audit-log';
import { canonical, plainRecord } from './record-hash';
import { dayOf, idKey } from './chain-rows';

/** How long a record may take to be stored, in whatever attempts. */
const BUDGET_MS = 10_000;
/** How far the clocks of hosts and platforms may be apart. */
const CLOCKS_MS = 15 * 60_000;

/** A record on its way to the log. */
export interface Pending {
  record: AuditRecord;
  idKey: string;
  chars: number;
  /** The first day in which an earlier writing of it can be. */
  since: string;
  /** The newest day whose predecessors were searched for an earlier writing. */
  searched?: string;
  /** False once it is settled, one way or the other. */
  open: boolean;
  /** What went wrong last. */
  trouble?: unknown;
  entry: Promise<AuditEntry>;
  settle: (entry: AuditEntry) => void;
  fail: (error: unknown) => void;
}

/** The first day, UTC, in which what was received at this time can have been written. */
export function firstDayOf(received: number): string {
  return dayOf(received - CLOCKS_MS);
}

/** Starts a record's time. Throws AuditUnavailableError for one that cannot be stored at all. */
export function createPending(given: AuditRecord, now: number): Pending {
  const received = Date.parse(given.timestamp);
  if (Number.isNaN(received) || received > now + CLOCKS_MS) {
    throw new AuditUnavailableError(
      `The record's timestamp ${JSON.stringify(given.timestamp)} is not a time, or lies ahead of this host's clock (${new Date(now).toISOString()}).`,
    );
  }
  const record = plain(given);
  const { promise, resolve, reject } = withResolvers<AuditEntry>();
  const pending: Pending = {
    record,
    idKey: idKey(record),
    chars: canonical(record).length,
    since: firstDayOf(received),
    open: true,
    entry: promise,
    settle(entry) {
      close();
      resolve(entry);
    },
    fail(cause) {
      close();
      const why = cause instanceof Error ? ` ${cause.message}` : '';
      reject(
        new AuditUnavailableError(`The audit record ${given.step} of ${given.instance_id} may not be stored.${why}`, {
          cause,
        }),
      );
    },
  };
  const timer = setTimeout(
    () => pending.fail(pending.trouble ?? new Error(`No answer within ${BUDGET_MS / 1_000} s.`)),
    BUDGET_MS,
  );
  function close() {
    pending.open = false;
    clearTimeout(timer);
  }
  return pending;
}

function plain(record: AuditRecord): AuditRecord {
  try {
    return plainRecord(record);
  } catch (cause) {
    throw new AuditUnavailableError(
      `The audit record ${record.step} of ${record.instance_id} cannot be stored: ${String(cause)}`,
      { cause },
    );
  }
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
