import { MESSAGE_TEXT_LENGTH, UPDATE_TEXT_LENGTH } from '../block-kit/limits';
import { directMessage } from '../state/channels';
import { contentOf, edit, findMessage, post, remove } from '../state/messages';
import { type Channel } from '../state/model';
import { type Arguments } from './arguments';
import { joinedChannel, publicMessage, visibleChannel, type ApiContext, type Methods } from './context';
import { newContent, readContent } from './read-content';
import { messageShape } from './shapes';
import { SlackError } from './slack-error';

/* https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours */

export const chat: Methods = {
  'chat.postMessage': (args, context) => {
    const channel = target(args, context);
    const { message } = post(
      context.store,
      {
        channel: channel.id,
        user: context.caller.id,
        threadTs: thread(args, context, channel),
        broadcast: args.boolean('reply_broadcast') || undefined,
        unfurlLinks: args.has('unfurl_links') ? args.boolean('unfurl_links') : undefined,
        unfurlMedia: args.has('unfurl_media') ? args.boolean('unfurl_media') : undefined,
      },
      newContent(args, MESSAGE_TEXT_LENGTH),
    );
    return { channel: channel.id, ts: message.ts, message: messageShape(context.store, message) };
  },

  'chat.postEphemeral': (args, context) => {
    const viewer = context.store.user(args.required('user'));
    const channel = target(args, context);
    if (!viewer || viewer.deleted) throw new SlackError('user_not_found');
    if (!channel.members.includes(viewer.id)) throw new SlackError('user_not_in_channel');
    const { message } = post(
      context.store,
      { channel: channel.id, user: context.caller.id, threadTs: thread(args, context, channel), onlyFor: viewer.id },
      newContent(args, MESSAGE_TEXT_LENGTH),
    );
    return { message_ts: message.ts };
  },

  'chat.update': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const message = publicMessage(context, channel.id, args.required('ts'));
    if (message.user !== context.caller.id) throw new SlackError('cant_update_message');
    if (channel.archived) throw new SlackError('is_archived');
    const given = readContent(args, UPDATE_TEXT_LENGTH);
    if (given.text === undefined && !given.blocks && !given.attachments) throw new SlackError('no_text');
    const before = contentOf(message);
    // "If you don't include this field, the message's previous blocks will be retained. To remove previous blocks,
    // include an empty array."
    const blocks = given.blocks ?? before.blocks;
    const attachments = given.attachments ?? before.attachments;
    edit(context.store, message, context.caller.id, {
      text: given.text ?? before.text,
      blocks: blocks?.length ? blocks : undefined,
      attachments: attachments?.length ? attachments : undefined,
      metadata: given.metadata ?? before.metadata,
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: contentOf(message).text,
      message: messageShape(context.store, message),
    };
  },

  'chat.delete': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const message = publicMessage(context, channel.id, args.required('ts'));
    if (message.user !== context.caller.id) throw new SlackError('cant_delete_message');
    remove(context.store, message, context.caller.id);
    return { channel: channel.id, ts: message.ts };
  },

  'chat.getPermalink': (args, context) => {
    const channel = visibleChannel(context, args.required('channel'));
    const message = publicMessage(context, channel.id, args.required('message_ts'));
    const { domain } = context.store.state.team;
    const inThread =
      message.threadTs && message.threadTs !== message.ts ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
    const permalink = `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${inThread}`;
    return { channel: channel.id, permalink };
  },
};

/** The `channel` argument of a posting method: an ID, a person's ID (their direct messages) or `#name`. */
function target(args: Arguments, context: ApiContext): Channel {
  const given = args.required('channel');
  const { store, caller } = context;
  const person = store.user(given);
  if (person?.deleted) throw new SlackError('user_not_found');
  const named = store.state.channels.find(({ kind, name }) => kind !== 'im' && `#${name}` === given);
  const channel = person ? directMessage(store, caller.id, person.id) : joinedChannel(context, named?.id ?? given);
  if (channel.archived) throw new SlackError('is_archived');
  return channel;
}

function thread(args: Arguments, { store }: ApiContext, channel: Channel): string | undefined {
  const threadTs = args.text('thread_ts');
  if (threadTs === undefined) return undefined;
  const parent = findMessage(store, channel.id, threadTs);
  if (!parent || parent.onlyFor) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
}
