import { type Triggers } from '../api/triggers';
import { type Deliveries } from '../delivery/deliveries';
import { type EventSender } from '../delivery/event-sender';
import { type Replies } from '../delivery/replies';
import { type Store } from '../state/store';

/** A slash command as the app's manifest registers it. */
export interface Command {
  command: string;
  /** Whether people, channels and links in its text come as tokens. */
  shouldEscape: boolean;
  description?: string;
  /** What follows it, e.g. `<service> <version>`. */
  usageHint?: string;
}

export type RequestKind = 'commands' | 'interactions' | 'events';

/** What people's actions need of the server. */
export interface Stage {
  store: Store;
  deliveries: Deliveries;
  events: EventSender;
  replies: Replies;
  triggers: Triggers;
  commands: Command[];
  /** The request URL of a kind of deliveries. @throws Error when no app is connected */
  requestUrl: (kind: RequestKind) => string;
  verificationToken: string;
}
