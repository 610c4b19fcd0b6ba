import { type PlatformName } from './person';

/** Where a message stands. Enough to change it days later. */
export interface MessageRef {
  platform: PlatformName;
  tenant: string;
  channel: string;
  /** Slack ts, Teams activity ID, Discord message ID. */
  message: string;
  /** The same message elsewhere, kept in step with this one. */
  mirrors?: Omit<MessageRef, 'mirrors'>[];
}
