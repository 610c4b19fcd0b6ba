/** Slack's for a channel, which carries the same name; the end of a long title is cut. */
const LONGEST = 80;
/** Room for the number of an ID that is taken: `-999`. */
const ROOM = 4;
const WORDS = 4;

/** `inc-20260304-payment`: prefix, UTC day and the title in a few plain words, or another word where it has none. */
export function incidentId(prefix: string, day: Date, title: string, otherwise: string): string {
  const date = day.toISOString().slice(0, 10).replaceAll('-', '');
  const head = `${prefix}-${date}-`;
  return (
    head + (slug(title) || slug(otherwise) || 'incident').slice(0, LONGEST - ROOM - head.length).replace(/-+$/, '')
  );
}

/** Lower-case Latin letters and digits: what every platform takes in a name. */
function slug(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).slice(0, WORDS).join('-');
}
