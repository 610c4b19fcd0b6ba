import { type PlatformName } from './person';

/** A person's say in one round. One row each; on one platform the newest by its time wins. */
export interface Vote {
  person: string;
  decision: 'approve' | 'reject' | 'withdrawn' | 'confirm' | 'cancel';
  /** For `withdrawn`: the decision that is taken back. A vote for anything else stays as it was. */
  withdraws?: 'approve' | 'reject';
  reason?: string;
  /** The platform's own time of the click or reaction, ISO 8601 with what fraction it gives. */
  at: string;
  /** When it reached us first, ISO 8601: what votes on several platforms are put in order by. Absent in older rows. */
  receivedAt?: string;
  /** The ID of the delivery that brought it, the same however often it comes. Absent in older rows. */
  delivery?: string;
  planHash: string;
  round: number;
  /** How it was cast; a reaction carries no reason. */
  by: 'button' | 'form' | 'reaction' | 'words';
  platform: PlatformName;
  tenant: string;
  account: string;
}
