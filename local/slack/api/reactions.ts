import { newId } from '../state/ids';
import { react, unreact } from '../state/messages';
import { type Arguments } from './arguments';
import { joinedChannel, publicMessage, type ApiContext, type Methods } from './context';
import { messageShape } from './shapes';
import { SlackError } from './slack-error';

/* https://docs.slack.dev/reference/methods/reactions.add and its neighbours */

/** Which emoji a workspace has is not kept here; only the form of a name is checked. */
const emojiName = /^[a-z0-9_'+-]{1,100}(::skin-tone-[2-6])?$/;

const item = (args: Arguments, context: ApiContext) =>
  publicMessage(context, joinedChannel(context, args.required('channel')).id, args.required('timestamp'));

function emoji(args: Arguments): string {
  const name = args.required('name').replace(/^:|:$/g, '');
  if (!emojiName.test(name)) throw new SlackError('invalid_name');
  return name;
}

export const reactions: Methods = {
  'reactions.add': (args, context) => {
    const name = emoji(args);
    if (!react(context.store, item(args, context), context.caller.id, name)) throw new SlackError('already_reacted');
    return {};
  },

  'reactions.remove': (args, context) => {
    const name = emoji(args);
    if (!unreact(context.store, item(args, context), context.caller.id, name)) throw new SlackError('no_reaction');
    return {};
  },

  'reactions.get': (args, context) => {
    const message = item(args, context);
    return { type: 'message', channel: message.channel, message: messageShape(context.store, message) };
  },

  'bookmarks.add': (args, context) => {
    const channel = joinedChannel(context, args.required('channel_id'));
    const [title, type] = [args.required('title'), args.required('type')];
    const link = args.text('link') ?? '';
    if (type !== 'link') throw new SlackError('invalid_bookmark_type');
    if (!/^https?:\/\/\S+$/.test(link)) throw new SlackError('invalid_link');
    const bookmark = { id: newId('Bk'), title, link };
    (channel.bookmarks ??= []).push(bookmark);
    context.store.changed();
    return { bookmark: { ...bookmark, channel_id: channel.id, type } };
  },

  'bookmarks.list': (args, context) => {
    const { id, bookmarks = [] } = joinedChannel(context, args.required('channel_id'));
    return { bookmarks: bookmarks.map((one) => ({ ...one, channel_id: id, type: 'link' })) };
  },

  'pins.add': (args, context) => {
    const message = item(args, context);
    const channel = joinedChannel(context, message.channel);
    if (channel.pins.includes(message.ts)) throw new SlackError('already_pinned');
    channel.pins.push(message.ts);
    context.store.changed();
    return {};
  },
};
