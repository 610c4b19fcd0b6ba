import type { GraphUser } from './directory';

export interface CalendarEvent {
  id: string;
  iCalUId: string;
  webLink: string;
  /** User. */
  owner: string;
  subject: string;
  body: { contentType: string; content: string };
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
  attendees: { type: string; emailAddress: { name?: string; address: string } }[];
  transactionId?: string;
}

export interface DateTimeTimeZone {
  dateTime: string;
  timeZone: string;
}

/** The default calendars of users, in memory. */
export class Calendars {
  readonly events: CalendarEvent[] = [];

  /** The server drops a second request with the same `transactionId`: the event of the first is there. */
  add(owner: GraphUser, event: Omit<CalendarEvent, 'id' | 'iCalUId' | 'webLink' | 'owner'>): CalendarEvent {
    const { transactionId } = event;
    const before =
      transactionId === undefined
        ? undefined
        : this.events.find((one) => one.owner === owner.id && one.transactionId === transactionId);
    if (before) return before;
    const id = `AAMk${crypto.randomUUID().replaceAll('-', '')}AAA=`;
    const made = {
      ...event,
      id,
      iCalUId: crypto.randomUUID().replaceAll('-', '').toUpperCase(),
      webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
      owner: owner.id,
    };
    this.events.push(made);
    return made;
  }

  find(owner: GraphUser, id: string): CalendarEvent | undefined {
    return this.events.find((one) => one.owner === owner.id && one.id === id);
  }
}
