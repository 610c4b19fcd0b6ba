import { type EventKey } from '../model/chat-event';
import { type Origin } from '../model/command-request';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/** Shows somebody their own page anew, in an orchestration: nothing slow before the acknowledgement. */
export async function openHome({ durable }: Pick<Intake, 'durable'>, key: EventKey, origin: Origin): Promise<void> {
  await durable.start('showHome', instanceId(origin, { scope: 'home', key: `${key.scope}|${key.key}` }), origin);
}
