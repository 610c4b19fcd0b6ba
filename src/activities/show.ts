import { type MessageRef } from '../model/message-ref';
import { type View } from '../model/view';
import { ChatError } from '../platforms/chat-error';
import { type Dependencies } from './dependencies';

/**
 * Puts a view in the place of a command's message and of its mirrors, and keeps it for whoever looks at it later. A
 * mirror that cannot be changed is left behind, unless it is the `last` view: then trouble that passes is thrown.
 */
export async function show(
  { messages, outbox }: Pick<Dependencies, 'messages' | 'outbox'>,
  instanceId: string,
  message: MessageRef,
  view: View,
  last = false,
): Promise<void> {
  const { mirrors = [], ...own } = message;
  const update = async (one: MessageRef) => (await outbox(one.platform)).update(one, view);
  const copies = Promise.allSettled(mirrors.map(update));
  await Promise.all([messages.keepShown(instanceId, view), update(own)]);
  for (const copy of await copies) {
    if (copy.status === 'fulfilled') continue;
    const error: unknown = copy.reason;
    if (!(error instanceof ChatError) || (last && error.temporary)) throw error;
  }
}
