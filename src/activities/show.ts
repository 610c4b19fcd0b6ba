import { type MessageRef } from '../model/message-ref';
import { type View } from '../model/view';
import { type Dependencies } from './dependencies';

/** Puts a view in the place of a command's message and of its mirrors, and keeps it for whoever looks at it later. */
export async function show(
  { messages, outbox }: Pick<Dependencies, 'messages' | 'outbox'>,
  instanceId: string,
  message: MessageRef,
  view: View,
): Promise<void> {
  const { mirrors = [], ...own } = message;
  await Promise.all([
    messages.keepShown(instanceId, view),
    ...[own, ...mirrors].map(async (one) => (await outbox(one.platform)).update(one, view)),
  ]);
}
