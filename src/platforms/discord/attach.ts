import { createHash } from 'node:crypto';
import { type Attachment } from '../../model/attachment';
import { type Origin } from '../../model/command-request';
import { type Attached } from '../platform';
import { cut, cutFront } from '../shared/clean-text';
import { asObjects } from '../shared/read-json';
import { directChannel } from './direct-channel';
import { type DiscordCall } from './discord-call';
import { FILE_DESCRIPTION } from './limits';
import { ownSince } from './post-message';

/** Ours: a server takes 10 MiB from an app, nobody reads it. Characters; of a longer text the end is kept. Of bytes nothing is left out. */
const MOST = 1_000_000;

/**
 * A file as a message of its own. In a channel it is for all who are there, so one for a single account goes into its direct messages.
 * Its nonce keeps Discord from taking it twice for some minutes; later it is looked for by its name.
 * https://docs.discord.com/developers/reference#uploading-files
 */
export async function attach(
  call: DiscordCall,
  to: Origin,
  { name, title, type, alternative, content: given }: Attachment,
  { account, retriedSince }: { account?: string; retriedSince?: string } = {},
): Promise<Attached> {
  const there = account === undefined ? 'here' : 'directly';
  const channel = account === undefined ? (to.thread ?? to.channel) : await directChannel(call, account);
  const isIt = ({ attachments }: Record<string, unknown>) =>
    asObjects(attachments).some(({ filename }) => filename === name);
  if (retriedSince && (await ownSince(call, channel, new Date(retriedSince), isIt))) return there;
  const content = Buffer.from(typeof given === 'string' ? cutFront(given, MOST) : given);
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
      attachments: [{ id: 0, filename: name, description: cut(alternative ?? title, FILE_DESCRIPTION) }],
      allowed_mentions: { parse: [] },
      nonce: nonce.slice(0, 24),
      enforce_nonce: true,
    },
    file: { name, type: typeof given === 'string' ? `${type}; charset=utf-8` : type, content },
    repeatable: true,
  });
  return there;
}
