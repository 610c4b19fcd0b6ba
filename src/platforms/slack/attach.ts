import { type Attachment } from '../../model/attachment';
import { type Origin } from '../../model/command-request';
import { ChatError } from '../chat-error';
import { cutFront } from '../shared/clean-text';
import { type Attached } from '../platform';
import { safeUploadUrl } from './reply-url';
import { findSince } from './find-message';
import { READ_OR_REPLACE, SAY_ONCE, type SlackCall } from './slack-call';
import { directChannel } from './whisper';

/** Ours: Slack takes 1 GB, nobody reads it. Characters; of a longer text the end is kept. Of bytes nothing is left out. */
const MOST = 1_000_000;
const UPLOAD_MS = 8_000;

/**
 * A file by Slack's upload in three steps. A file in a channel is for all who are there, so one for a single account goes into
 * its direct messages. https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function attach(
  call: SlackCall,
  apiUrl: string,
  to: Origin,
  file: Attachment,
  { account, retriedSince }: { account?: string; retriedSince?: string } = {},
): Promise<Attached> {
  const { name, title, alternative } = file;
  const content = Buffer.from(typeof file.content === 'string' ? cutFront(file.content, MOST) : file.content);
  const channel = account === undefined ? to.channel : await directChannel(call, account);
  const thread = account === undefined && to.thread ? to.thread : undefined;
  const there = channel === to.channel ? 'here' : 'directly';
  if (retriedSince && (await isThere(call, { channel, thread }, name, new Date(retriedSince)))) return there;
  // The SDK's type says alt_text, Slack reads alt_txt.
  const asked = { filename: name, length: content.length, ...(alternative && { alt_txt: alternative }) };
  const { upload_url: address, file_id: id } = await call(
    'files.getUploadURLExternal',
    (web) => web.files.getUploadURLExternal(asked),
    READ_OR_REPLACE,
  );
  const url = safeUploadUrl(address, apiUrl);
  if (!url || !id) {
    throw new ChatError(
      "Slack's answer to files.getUploadURLExternal names no address of Slack's.",
      'unreadable',
      false,
    );
  }
  await upload(url, content);
  await call(
    'files.completeUploadExternal',
    (web) =>
      web.files.completeUploadExternal({
        files: [{ id, title }],
        channel_id: channel,
        ...(thread && { thread_ts: thread }),
      }),
    SAY_ONCE,
  );
  return there;
}

/** Whether a file of this name was shared there since then. */
async function isThere(
  call: SlackCall,
  to: { channel: string; thread?: string },
  name: string,
  since: Date,
): Promise<boolean> {
  const found = await findSince(call, to, since, ({ files = [] }) => files.some((file) => file.name === name));
  return found !== undefined;
}

async function upload(url: string, content: Buffer): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_MS),
  }).catch((cause: unknown) => {
    throw new ChatError('Slack did not take the content of the file.', 'no_answer', true, { cause });
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new ChatError(`Slack did not take the content of the file: HTTP ${response.status}.`, 'upload_failed', true);
  }
}
