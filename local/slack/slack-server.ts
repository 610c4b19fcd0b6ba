import { type ApiFaults } from './api/faults';
import { type ApiCall } from './api/router';
import { type Delivery } from './delivery/deliveries';
import { type Subscription } from './delivery/events';
import { type Command } from './people/stage';
import { type State } from './state/model';
import { type Workspace } from './workspace';

export interface SlackOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Below it are the app's `commands`, `interactions` and `events`. Can be given later, by `connect`. */
  appUrl?: string;
  signingSecret?: string;
  botToken?: string;
  /** Default: the demo company's, with `should_escape`. A plain name does not escape people, channels and links in its text. */
  commands?: (string | Command)[];
  /** Default: app_home_opened, app_mention, message.im, reaction_added, reaction_removed. */
  events?: Subscription[];
  /** Milliseconds before each retry of an event. Slack's own, and the default: at once, 1 minute, 5 minutes. */
  eventRetryDelaysMs?: number[];
  /** How long the app may take; Slack's own, and the default: 3,000. */
  ackTimeoutMs?: number;
  /** Milliseconds of the epoch; for messages, trigger IDs, response URLs and signatures. */
  now?: () => number;
  /** Keeps the workspace across restarts. */
  stateFile?: string;
  /** Serves the workspace page at `/`; needs a build and the repository's root as working directory. */
  page?: boolean;
  /** How the workspace begins where there is no state file; default: the demo company. */
  workspace?: State;
}

export interface SlackServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** For `SLACK_API_URL` and WebClient's `slackApiUrl`. */
  apiUrl: string;
  workspace: Workspace;
  signingSecret: string;
  botToken: string;
  /** Every Web API call so far. */
  calls: ApiCall[];
  /** Every request to the app so far. */
  deliveries: Delivery[];
  faults: ApiFaults;
  /** Names the app's base URL, or another one. */
  connect(appUrl: string): void;
  /** Sends the same bytes again, freshly signed; an event with the retry headers. */
  redeliver(id: string): Promise<Delivery>;
  /** The `url_verification` handshake. */
  verifyEventsUrl(): Promise<boolean>;
  /** Resolves when no request to the app is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}
