import { type Deliveries } from '../delivery/deliveries';
import { type TokenFlaw } from '../identity/channel-tokens';
import { type Store } from '../state/store';

/** What people's actions need of the server. */
export interface Stage {
  store: Store;
  deliveries: Deliveries;
  /** Where the app is to answer. */
  serviceUrl: () => string;
}

export interface ActingOptions {
  /** What is wrong with the token of all that is sent. */
  token?: TokenFlaw;
}
