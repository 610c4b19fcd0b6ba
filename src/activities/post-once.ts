import { type CommandRequest, type Origin } from '../model/command-request';
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
export function finishPosting(
  dependencies: Dependencies,
  { instanceId, origin }: CommandRequest,
  round: number,
  view: View,
  begun: Begun,
): Promise<MessageRef> {
  return finish(
    dependencies,
    { instanceId, step: `message-${round}`, key: `${instanceId}-${round}` },
    origin,
    view,
    begun,
  );
}

/** The message that a request was shown by, also where nobody was asked to vote on it; undefined while it has none. */
export function firstMessage({ marks }: Dependencies, instanceId: string): Promise<MessageRef | undefined> {
  return marks.get<MessageRef>(instanceId, 'message-1');
}

/** Shows a round's message in a place where it was not asked, once. */
export async function mirrorOnce(
  dependencies: Dependencies,
  instanceId: string,
  round: number,
  to: Origin,
  view: View,
): Promise<MessageRef> {
  const step = `message-${round}-${to.platform}`;
  return postStep(dependencies, { instanceId, step, key: `${instanceId}-${round}-${to.platform}` }, to, view);
}

/** Posts a message that is a step of an instance, once; `key` marks it on the platform. */
export async function postStep(
  dependencies: Dependencies,
  posting: { instanceId: string; step: string; key: string },
  to: Origin,
  view: View,
): Promise<MessageRef> {
  const { marks, now } = dependencies;
  const begun = await marks.mark(posting.instanceId, posting.step, now().toISOString());
  return finish(dependencies, posting, to, view, begun);
}

async function finish(
  { marks, outbox }: Dependencies,
  { instanceId, step, key }: { instanceId: string; step: string; key: string },
  to: Origin,
  view: View,
  begun: Begun,
): Promise<MessageRef> {
  if (!begun.first) {
    const posted = await marks.get<MessageRef>(instanceId, step);
    if (posted) return posted;
  }
  const message = await (await outbox(to.platform)).post(to, view, key, begun.first ? undefined : begun.at);
  await marks.settle(instanceId, step, message);
  return message;
}
