/** One person decides in another's place for a time. */
export interface Delegation {
  /** Whose say it is. */
  of: string;
  /** Who has it meanwhile. */
  to: string;
  /** ISO 8601. */
  since: string;
  until: string;
  reason?: string;
}
