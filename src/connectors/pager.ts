/** Paging port. Errors: VendorError. Saying the same of the same incident again changes nothing. */
export interface Pager {
  readonly name: string;
  trigger(page: Page): Promise<void>;
  /** Says that somebody has taken it, so that it calls nobody else. */
  acknowledge(page: Pick<Page, 'key' | 'routingKey'>): Promise<void>;
  resolve(page: Pick<Page, 'key' | 'routingKey'>): Promise<void>;
}

export interface Page {
  /** One for one incident: what is said with the same key is about the same alert. */
  key: string;
  /** Of the team's own integration; absent: the one that is set for all. */
  routingKey?: string;
  summary: string;
  severity: 'critical' | 'error' | 'warning';
  source: string;
}
