const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const precise = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** e.g. `16:04` or `4:04 PM`, as is usual where the reader is. */
export const timeOf = (milliseconds: number) => time.format(milliseconds);

/** The same to the second. */
export const preciseTimeOf = (milliseconds: number) => precise.format(milliseconds);

/** For tooltips: date and time to the second. */
export const fullTimeOf = (milliseconds: number) => full.format(milliseconds);

/** `Today`, `Yesterday` or the date. */
export function dayOf(milliseconds: number, now = Date.now()): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(milliseconds)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return day.format(milliseconds);
}
