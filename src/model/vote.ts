import { type PlatformName } from './person';

/** A person's say in one round. One row each; the newest platform time wins. */
export interface Vote {
  person: string;
  decision: 'approve' | 'reject' | 'withdrawn';
  reason?: string;
  /** The platform's own time of the click or reaction, ISO 8601 with what fraction it gives. */
  at: string;
  planHash: string;
  round: number;
  platform: PlatformName;
  tenant: string;
  account: string;
}
