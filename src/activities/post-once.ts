import { type CommandRequest } from '../model/command-request';
import { type MessageRef } from '../model/message-ref';
import { type View } from '../model/view';
import { type Dependencies } from './dependencies';

/**
 * Posts the message of one round, once: a rerun returns the message that stands, and one that was cut off between
 * posting and noting it finds its message again before it posts another.
 */
export async function postOnce(
  dependencies: Dependencies,
  request: CommandRequest,
  round: number,
  view: View,
): Promise<MessageRef> {
  return finishPosting(dependencies, request, round, view, await beginPosting(dependencies, request, round));
}

type Begun = Awaited<ReturnType<Dependencies['marks']['mark']>>;

/** Notes that a round's message is about to be posted; may run beside the claim of the request. */
export function beginPosting(
  { marks, now }: Dependencies,
  { instanceId }: CommandRequest,
  round: number,
): Promise<Begun> {
  return marks.mark(instanceId, `message-${round}`, now().toISOString());
}

/** The other half of `postOnce`. */
export async function finishPosting(
  { marks, outbox }: Dependencies,
  request: CommandRequest,
  round: number,
  view: View,
  begun: Begun,
): Promise<MessageRef> {
  const { instanceId, origin } = request;
  const step = `message-${round}`;
  if (!begun.first) {
    const posted = await marks.get<MessageRef>(instanceId, step);
    if (posted) return posted;
  }
  const platform = await outbox(origin.platform);
  const message = await platform.post(origin, view, `${instanceId}-${round}`, begun.first ? undefined : begun.at);
  await marks.settle(instanceId, step, message);
  return message;
}
