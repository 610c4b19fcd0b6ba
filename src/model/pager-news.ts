/** Something that happened to one of our pages in the pager. */
export interface PagerNews {
  /** The vendor's ID of this news: the same again is the same. */
  id: string;
  what: 'acknowledged' | 'unacknowledged' | 'reassigned' | 'escalated' | 'resolved' | 'reopened';
  /** Which page, as we named it when we paged. */
  key: string;
  /** ISO 8601. */
  at: string;
  /** Absent where no person did it: a time-out, or an event of an integration, which may be our own. */
  by?: PagerUser;
  /** Whom it is with now. */
  to: PagerUser[];
  /** Where people read it. */
  url?: string;
}

export interface PagerUser {
  /** The vendor's. */
  id: string;
  name: string;
}
