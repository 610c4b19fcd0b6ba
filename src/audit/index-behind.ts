import { setTimeout as sleep } from 'node:timers/promises';
import { type AuditEntry } from '../model/audit-entry';
import { type AuditIndex } from './audit-index';

/** Writes index rows after their entries; nobody waits for it, and what fails is made up for by `catchUp`. */
export interface IndexBehind {
  written: (entries: AuditEntry[], day: string) => void;
  /** Resolves when all that was written so far is indexed, or was reported as not. */
  flush: () => Promise<void>;
}

/**
 * From one writing to the next, ms: what comes meanwhile goes together into few transactions, which would else take the storage's time from
 * entries. After a pause an entry is indexed at once.
 */
const APART_MS = 250;

export function indexBehind(index: AuditIndex, failed: (error: unknown) => void): IndexBehind {
  let waiting: { entries: AuditEntry[]; day: string }[] = [];
  let working: Promise<void> | undefined;
  let begun = -Infinity;
  let hurry = new AbortController();

  const work = async () => {
    while (waiting.length > 0) {
      const early = APART_MS - (performance.now() - begun);
      // Whoever flushes does not wait for others to come.
      if (early > 0) await sleep(early, undefined, { signal: hurry.signal }).catch(() => undefined);
      begun = performance.now();
      const days = new Map<string, AuditEntry[]>();
      for (const { entries, day } of waiting) days.set(day, [...(days.get(day) ?? []), ...entries]);
      waiting = [];
      for (const [day, entries] of days) await index.add(entries, day).catch(failed);
    }
    hurry = new AbortController();
    working = undefined;
  };

  return {
    written(entries, day) {
      waiting.push({ entries, day });
      working ??= Promise.resolve().then(work);
    },
    async flush() {
      hurry.abort();
      await working;
    },
  };
}
