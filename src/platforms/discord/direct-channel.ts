import { asText } from '../shared/read-json';
import { type DiscordCall } from './discord-call';
import { unreadableAnswer } from './failure';

/** The ID of an account's direct messages with us. */
export async function directChannel(call: DiscordCall, account: string): Promise<string> {
  const recipient = { recipient_id: account };
  const path = '/users/@me/channels';
  const chat = await call({ doing: 'a direct message', method: 'POST', path, body: recipient, repeatable: true });
  const channel = asText(chat['id']);
  if (!channel) throw unreadableAnswer('a direct message');
  return channel;
}
