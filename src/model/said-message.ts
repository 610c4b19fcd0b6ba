/** What somebody said in a chat. */
export interface SaidMessage {
  text: string;
  account: string;
  /** ISO 8601. */
  at: string;
}
