import { type Deliveries } from '../delivery/deliveries';
import { type Drive } from '../files/drive';
import { type TokenFlaw } from '../identity/channel-tokens';
import { type Store } from '../state/store';

/** What people's actions need of the server. */
export interface Stage {
  store: Store;
  deliveries: Deliveries;
  drive: Drive;
  /** Where the app is to answer. */
  serviceUrl: () => string;
}

export interface ActingOptions {
  /** What is wrong with the token of all that is sent. */
  token?: TokenFlaw;
}
