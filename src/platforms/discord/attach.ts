import { createHash } from 'node:crypto';
import { type Attachment } from '../../model/attachment';
import { type Origin } from '../../model/command-request';
import { cutFront } from '../shared/clean-text';
import { type DiscordCall } from './discord-call';
import { directChannel } from './direct-channel';

/** Ours: a server takes 10 MiB from an app, nobody reads it. Characters; of a longer text the end is kept. */
const MOST = 1_000_000;

/**
 * A file as a message of its own. In a channel it is for all who are there, so one for a single account goes into its direct messages.
 * https://docs.discord.com/developers/reference#uploading-files
 */
export async function attach(
  call: DiscordCall,
  to: Origin,
  { name, title, type, alternative, ...file }: Attachment,
  account?: string,
): Promise<'here' | 'directly'> {
  const channel = account === undefined ? (to.thread ?? to.channel) : await directChannel(call, account);
  const content = typeof file.content === 'string' ? cutFront(file.content, MOST) : file.content;
  // Of each question a file of its own, of a question that is answered again the same.
  const nonce = createHash('sha256')
    .update(JSON.stringify([channel, name, to.replyUrl]))
    .update(content)
    .digest('hex');
  await call({
    doing: 'a file',
    method: 'POST',
    path: `/channels/${channel}/messages`,
    body: {
      attachments: [{ id: 0, filename: name, description: alternative ?? title }],
      allowed_mentions: { parse: [] },
      nonce: nonce.slice(0, 24),
      enforce_nonce: true,
    },
    file: { name, type, content },
    repeatable: true,
  });
  return account === undefined ? 'here' : 'directly';
}
