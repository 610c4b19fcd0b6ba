/** Reminders before a review is due. */
const BEFORE = 3;

interface Period {
  /** ISO 8601. */
  openedAt: string;
  dueAt: string;
}

/** The number of the reminder that is due now, 0 for none, and when the next one is. After the last it comes once a period. */
export function reviewTimes({ openedAt, dueAt }: Period, now: number): { due: number; overdue: boolean; next: string } {
  const opened = Date.parse(openedAt);
  const period = Date.parse(dueAt) - opened;
  const at = (reminder: number) =>
    reminder <= LAST ? opened + (reminder * period) / LAST : opened + (reminder - BEFORE) * period;
  const quarters = Math.floor(((now - opened) * LAST) / period);
  const due = quarters <= LAST ? Math.max(0, quarters) : BEFORE + Math.floor((now - opened) / period);
  return { due, overdue: due >= LAST, next: new Date(at(due + 1)).toISOString() };
}

/** The one that says that it is overdue. */
const LAST = BEFORE + 1;
