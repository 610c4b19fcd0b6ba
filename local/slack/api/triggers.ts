import { SlackError } from './slack-error';
import { newTriggerId } from '../state/ids';

/** https://docs.slack.dev/interactivity/handling-user-interaction: "expires 3 seconds after it was sent". */
const lifeMs = 3000;

interface Trigger {
  user: string;
  channel?: string;
  /** The modal in which it arose. */
  viewId?: string;
}

/** The trigger IDs given out. Each opens one modal, within three seconds. */
export class Triggers {
  private readonly issued = new Map<string, Trigger & { at: number; used: boolean }>();

  constructor(private readonly now: () => number) {}

  issue(trigger: Trigger): string {
    const id = newTriggerId();
    this.issued.set(id, { ...trigger, at: this.now(), used: false });
    return id;
  }

  /** @throws SlackError `invalid_trigger_id`, `exchanged_trigger_id` (used before) or `expired_trigger_id` */
  use(id: string): Trigger {
    const trigger = this.issued.get(id);
    if (!trigger) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.now() - trigger.at > lifeMs) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }
}
