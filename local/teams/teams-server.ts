import { type Faults } from '../kit/faults';
import { type Recorder } from '../kit/recorder';
import { type Delivery } from './delivery/deliveries';
import { type TokenFlaw } from './identity/channel-tokens';
import { type Json, type State } from './state/model';
import { type Tenant } from './tenant';

export interface TeamsOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The app's messaging endpoint, `…/api/messages`. Can be given later, by `connect`. */
  appUrl?: string;
  appId?: string;
  password?: string;
  /** How long the app may take; Teams' own, and the default: 15,000. */
  timeoutMs?: number;
  /** Lets the clients of all whom a card's `refresh` names refresh it whenever it appears or changes, as Teams does. */
  autoRefresh?: boolean;
  /** Milliseconds of the epoch; for messages and tokens. */
  now?: () => number;
  /** How Teams begins; default: the demo company's tenant. */
  tenant?: State;
}

export interface TeamsServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Where the app answers: in every activity, and in its token. */
  serviceUrl: string;
  appId: string;
  password: string;
  tenantId: string;
  tenant: Tenant;
  /** Every request to the connector, the token endpoint and the metadata. */
  requests: Recorder;
  faults: Faults;
  /** Every request to the app so far. */
  deliveries: Delivery[];
  /** Names the app's messaging endpoint, or another one. */
  connect(appUrl: string): void;
  /** Sends an activity of one's own making. */
  deliver(activity: Json, token?: TokenFlaw): Promise<Delivery>;
  /** Sends the same bytes again, under a new token. */
  redeliver(id: string): Promise<Delivery>;
  /** The value of `authorization` for a request of one's own making. */
  authorization(serviceUrl: string, flaw?: TokenFlaw): string | undefined;
  /** Whether an `authorization` of the app's bears a token of ours. */
  accepts(authorization: string | undefined): boolean;
  /** The settings by which a bot trusts this server and no other. */
  settings: Record<string, string>;
  /** Resolves when no request to the app is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
