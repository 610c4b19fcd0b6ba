import { type Attachment } from '../../model/attachment';
import { type Origin } from '../../model/command-request';
import { type View } from '../../model/view';
import { ChatError } from '../chat-error';
import { type Attached } from '../platform';
import { cutFront } from '../shared/clean-text';
import { withoutThread } from './activity';
import { type ChannelFiles, type KeptFile } from './channel-files';
import { type Call, READ_OR_REPLACE } from './connector';
import { type Directory } from './directory';

/** Ours, as on Slack: nobody reads more. Characters; of a longer text the end is kept. */
const MOST = 1_000_000;
const UPLOAD_MS = 8_000;

/**
 * A file in somebody's own chat with us, the only place where Teams takes files of bots. It is offered first; whoever accepts asks
 * for it again and names where it goes. What nobody could ask for again goes beside the channel, where the app may put it.
 */
export async function attach(
  {
    call,
    known,
    say,
    files,
    show,
  }: {
    call: Call;
    known: Directory;
    say: (tenant: string, channel: string, message: object) => Promise<string>;
    /** Beside channels; absent where none are ours. */
    files?: ChannelFiles;
    show: (view: View) => Promise<unknown>;
  },
  to: Origin,
  file: Attachment,
  { account, retriedSince }: { account?: string; retriedSince?: string } = {},
): Promise<Attached> {
  const { tenant, channel, upload } = to;
  const content = Buffer.from(typeof file.content === 'string' ? cutFront(file.content, MOST) : file.content);
  if (upload) {
    await put(upload.url, content, retriedSince !== undefined);
    await say(tenant, channel, fileCard(upload));
    if (upload.card) await withdraw({ call, known }, to, upload.card);
    return 'delivered';
  }
  const reader = account ?? (to.personal ? to.account : undefined);
  if (!file.line && reader === undefined) {
    const kept = await files?.(withoutThread(channel), { name: file.name, type: file.type, bytes: content });
    if (!kept) return 'unsupported';
    await show(fileNotice(file.title, kept));
    return 'here';
  }
  if (!file.line || reader === undefined) return 'unsupported';
  const chat = to.personal ? { channel } : await known.personalChat(to, reader);
  if (!chat) return 'unsupported';
  await say(tenant, chat.channel, consentCard(file, file.line, content.length));
  return 'offered';
}

function fileNotice(title: string, { name, url }: KeptFile): View {
  return { kind: 'notice', tone: 'neutral', icon: '📎', headline: [title], links: [{ text: name, url }] };
}

function consentCard({ name, title }: Attachment, line: string, sizeInBytes: number): object {
  const content = { description: title, sizeInBytes, acceptContext: { line }, declineContext: {} };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content }],
  };
}

function fileCard({ contentUrl, id: uniqueId, name, fileType }: NonNullable<Origin['upload']>): object {
  const contentType = 'application/vnd.microsoft.teams.card.file.info';
  return { type: 'message', attachments: [{ contentType, contentUrl, name, content: { uniqueId, fileType } }] };
}

/** https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession#upload-bytes-to-the-upload-session */
async function put(url: string, content: Buffer, retried: boolean): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${content.length - 1}/${content.length}`,
    },
    body: new Uint8Array(content),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_MS),
  }).catch((cause: unknown) => {
    throw new ChatError('OneDrive did not take the content of the file.', 'no_answer', true, { cause });
  });
  await response.body?.cancel();
  // A session that has all of its file is no more.
  const there = retried && response.status === 404;
  if (!response.ok && !there) {
    throw new ChatError(
      `OneDrive did not take the content of the file: HTTP ${response.status}.`,
      'upload_failed',
      true,
    );
  }
}

/** The file is there: an offer that stays beside it does no harm. */
async function withdraw(
  { call, known }: { call: Call; known: Directory },
  { tenant, channel }: Origin,
  card: string,
): Promise<void> {
  try {
    const { serviceUrl } = await known.conversation(tenant, channel);
    await call(
      'a removal',
      serviceUrl,
      (client, options) => client.deleteActivity(channel, card, options),
      READ_OR_REPLACE,
    );
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
