import ical from 'ical-generator';
import { type Incident, type IncidentInput } from '../model/incident';

/** How long a postmortem is planned to take, minutes. */
export const POSTMORTEM_MINUTES = 60;

export interface PostmortemDate {
  incident: Incident;
  resolved: IncidentInput;
  /** ISO 8601. */
  at: string;
  commander: string;
  /** How often the incident was reopened: a later invitation takes the place of the one before it. */
  reopened: number;
  /** Where it was talked about. */
  url?: string;
}

/**
 * The postmortem as an iCalendar file (RFC 5545). Its times are in UTC, which a calendar shows in its reader's own zone, so that no
 * rules of time zones have to be in it. It names nobody, for whoever opens it is meant.
 */
export function postmortemInvitation({ incident, resolved, at, reopened, url, ...rest }: PostmortemDate): string {
  const start = new Date(at);
  const { title, lines } = postmortemWords({ incident, resolved, ...rest });
  const calendar = ical({ prodId: { company: 'Countersign', product: 'Countersign', language: 'EN' } });
  calendar.createEvent({
    id: `${incident.id}-postmortem@countersign`,
    sequence: reopened,
    stamp: new Date(resolved.at),
    start,
    end: new Date(start.getTime() + POSTMORTEM_MINUTES * 60_000),
    summary: title,
    description: lines.join('\n'),
    url,
  });
  // The file's last line ends as every other does.
  return `${calendar.toString()}\r\n`;
}

/** What a calendar says of it. */
export function postmortemWords({
  incident,
  resolved,
  commander,
}: Pick<PostmortemDate, 'incident' | 'resolved' | 'commander'>): { title: string; lines: string[] } {
  return {
    title: `Postmortem: ${readable(incident.title)}`,
    lines: [`Led by @${commander}.`, `What ended ${incident.id}: ${readable(resolved.text)}`],
  };
}

/** Calendars take no control characters. */
function readable(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
