import { type AuditEntry } from '../model/audit-entry';
import { type AuditIndex } from './audit-index';

/** Writes index rows after their entries; nobody waits for it, and what fails is made up for by `catchUp`. */
export interface IndexBehind {
  written: (entries: AuditEntry[], day: string) => void;
  /** Resolves when all that was written so far is indexed, or was reported as not. */
  flush: () => Promise<void>;
}

export function indexBehind(index: AuditIndex, failed: (error: unknown) => void): IndexBehind {
  let waiting: { entries: AuditEntry[]; day: string }[] = [];
  let working: Promise<void> | undefined;

  const work = async () => {
    while (waiting.length > 0) {
      const days = new Map<string, AuditEntry[]>();
      for (const { entries, day } of waiting) days.set(day, [...(days.get(day) ?? []), ...entries]);
      waiting = [];
      for (const [day, entries] of days) await index.add(entries, day).catch(failed);
    }
    working = undefined;
  };

  return {
    written(entries, day) {
      waiting.push({ entries, day });
      working ??= Promise.resolve().then(work);
    },
    flush: () => working ?? Promise.resolve(),
  };
}
