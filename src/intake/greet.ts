import { type ChatEvent } from '../model/chat-event';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/** Says hello where we were added, in an orchestration: nothing slow before the acknowledgement. */
export async function greet(
  { durable }: Pick<Intake, 'durable'>,
  { key, origin }: Extract<ChatEvent, { kind: 'greeting' }>,
): Promise<void> {
  await durable.start('greet', instanceId(origin, key), origin);
}
