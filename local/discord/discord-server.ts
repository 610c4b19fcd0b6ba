import { type Faults } from '../kit/faults';
import { type Recorder } from '../kit/recorder';
import { type Delivery } from './delivery/deliveries';
import { type Guild } from './guild';
import { type Json } from './state/model';

export interface DiscordOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The app's endpoint for interactions. Can be given later, by `connect`. */
  appUrl?: string;
  botToken?: string;
  /** How long the app may take; Discord's own, and the default: 3,000. */
  timeoutMs?: number;
  /** Milliseconds of the epoch; for IDs, tokens and signatures. */
  now?: () => number;
  /** What is registered from the beginning, as the bulk overwrite takes it. */
  commands?: unknown;
  /** Serves the page at `/`; needs a build and the repository's root as working directory. */
  page?: boolean;
}

export interface DiscordServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  guild: Guild;
  botToken: string;
  /** Of the signatures, 64 hex digits. */
  publicKey: string;
  /** Every request to the API. */
  requests: Recorder;
  faults: Faults;
  /** Every request to the app so far. */
  deliveries: Delivery[];
  /** The settings by which a bot knows this server and no other. */
  settings: Record<string, string>;
  /** Names the app's endpoint, or another one. */
  connect(appUrl: string): void;
  /** Sends an interaction of one's own making, rightly signed. */
  deliver(payload: Json): Promise<Delivery>;
  /** Sends the same bytes again, freshly signed. */
  redeliver(id: string): Promise<Delivery>;
  /** The PING by which Discord checks an endpoint before it takes it. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
