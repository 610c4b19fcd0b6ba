import { type CommandRequest } from '../model/command-request';
import { type MessageRef } from '../model/message-ref';
import { type View } from '../model/view';
import { type Dependencies } from './dependencies';

/**
 * Posts the message of one round, once: a rerun returns the message that stands, and one that was cut off between
 * posting and noting it finds its message again before it posts another.
 */
export async function postOnce(
  { marks, outbox, now }: Dependencies,
  request: CommandRequest,
  round: number,
  view: View,
): Promise<MessageRef> {
  const { instanceId, origin } = request;
  const step = `message-${round}`;
  const begun = await marks.mark(instanceId, step, now().toISOString());
  if (!begun.first) {
    const posted = await marks.get<MessageRef>(instanceId, step);
    if (posted) return posted;
  }
  const platform = await outbox(origin.platform);
  const message = await platform.post(origin, view, `${instanceId}-${round}`, begun.first ? undefined : begun.at);
  await marks.settle(instanceId, step, message);
  return message;
}
