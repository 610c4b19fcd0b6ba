import { create, directMessage, join } from '../state/channels';
import { type Channel, type Message } from '../state/model';
import { type Store } from '../state/store';
import { type Arguments } from './arguments';
import { joinedChannel, publicMessage, visibleChannel, type Methods } from './context';
import { page } from './paging';
import { channelShape, messageShape } from './shapes';
import { invalidArguments, SlackError } from './slack-error';

/* https://docs.slack.dev/reference/methods/conversations.info and its neighbours */

const longestName = 80;
const longestTopic = 250;

export const conversations: Methods = {
  'conversations.info': (args, context) => {
    const channel = visibleChannel(context, args.required('channel'));
    const { num_members, ...shape } = channelShape(context.store, channel, context.caller);
    return { channel: args.boolean('include_num_members') ? { ...shape, num_members } : shape };
  },

  'conversations.list': (args, { store, caller }) => {
    const kinds = args.has('types') ? args.list('types') : ['public_channel'];
    const wanted = store.state.channels.filter(
      (channel) =>
        kinds.includes(channel.kind === 'im' ? 'im' : `${channel.kind}_channel`) &&
        (channel.kind === 'public' || channel.members.includes(caller.id)) &&
        !(channel.archived && args.boolean('exclude_archived')),
    );
    const { items, next } = page(wanted, args, 100);
    return {
      channels: items.map((channel) => channelShape(store, channel, caller)),
      response_metadata: { next_cursor: next },
    };
  },

  'conversations.history': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const inChannel = seen(context.store, channel).filter(
      (message) => !message.threadTs || message.threadTs === message.ts || message.broadcast,
    );
    return timeline(context.store, inRange(inChannel, args).reverse(), args);
  },

  'conversations.replies': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const parent = publicMessage(context, channel.id, args.required('ts'), 'thread_not_found');
    const root = parent.threadTs ?? parent.ts;
    const thread = seen(context.store, channel).filter(({ ts, threadTs }) => ts === root || threadTs === root);
    return timeline(context.store, inRange(thread, args), args);
  },

  'conversations.members': (args, context) => {
    const channel = visibleChannel(context, args.required('channel'));
    const { items, next } = page(channel.members, args, 100);
    return { members: items, response_metadata: { next_cursor: next } };
  },

  'conversations.join': (args, context) => {
    const channel = visibleChannel(context, args.required('channel'));
    if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
    if (channel.archived) throw new SlackError('is_archived');
    const already = channel.members.includes(context.caller.id);
    join(context.store, channel, context.caller.id);
    return {
      channel: channelShape(context.store, channel, context.caller),
      ...(already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {}),
    };
  },

  'conversations.open': (args, context) => {
    const { store, caller } = context;
    const users = args.list('users');
    if (users.length > 1) throw invalidArguments('group messages are not part of this server [json-pointer:/users]');
    if (!users[0]) return { channel: { id: visibleChannel(context, args.required('channel')).id } };
    const other = store.user(users[0]);
    if (!other) throw new SlackError('user_not_found');
    if (other.deleted) throw new SlackError('user_disabled');
    const known = store.state.channels.length;
    const channel = directMessage(store, caller.id, other.id);
    const already = known === store.state.channels.length;
    return {
      ...(already ? { no_op: true, already_open: true } : {}),
      channel: args.boolean('return_im') ? channelShape(store, channel, caller) : { id: channel.id },
    };
  },

  'conversations.create': (args, { store, caller }) => {
    const name = args.text('name') ?? '';
    checkName(store, name);
    const kind = args.boolean('is_private') ? 'private' : 'public';
    return { channel: channelShape(store, create(store, { name, kind, creator: caller.id }), caller) };
  },

  'conversations.invite': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const users = args.list('users');
    if (!users.length) throw new SlackError('no_user');
    for (const id of users) {
      const user = context.store.user(id);
      if (!user || user.deleted) throw new SlackError('user_not_found');
      if (id === context.caller.id) throw new SlackError('cant_invite_self');
      if (channel.members.includes(id)) throw new SlackError('already_in_channel');
    }
    for (const id of users) join(context.store, channel, id);
    return { channel: channelShape(context.store, channel, context.caller) };
  },

  'conversations.setTopic': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    const topic = args.text('topic') ?? '';
    if (channel.archived) throw new SlackError('is_archived');
    if (topic.length > longestTopic) throw new SlackError('too_long');
    channel.topic = topic;
    context.store.log({ kind: 'topic', user: context.caller.id, channel: channel.id });
    return { channel: channelShape(context.store, channel, context.caller) };
  },

  'conversations.archive': (args, context) => {
    const channel = joinedChannel(context, args.required('channel'));
    if (channel.archived) throw new SlackError('already_archived');
    channel.archived = true;
    context.store.changed();
    return {};
  },
};

const seen = (store: Store, channel: Channel) =>
  store.state.messages.filter(
    (message) => message.channel === channel.id && !message.deleted && !message.onlyFor && message.subtype !== 'slash',
  );

function inRange(messages: Message[], args: Arguments): Message[] {
  const inclusive = args.boolean('inclusive');
  const oldest = args.text('oldest') ?? '0';
  const latest = args.text('latest') ?? '99999999999';
  return messages.filter(({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)));
}

function timeline(store: Store, messages: Message[], args: Arguments): object {
  const { items, more, next } = page(messages, args, 100);
  return {
    messages: items.map((message) => {
      const { metadata, ...shape } = messageShape(store, message);
      return metadata && args.boolean('include_all_metadata') ? { ...shape, metadata } : shape;
    }),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: next } } : {}),
  };
}

function checkName(store: Store, name: string): void {
  if (!name) throw new SlackError('invalid_name_required');
  if (name.length > longestName) throw new SlackError('invalid_name_maxlength');
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackError('invalid_name_specials');
  if (/^[_-]+$/.test(name)) throw new SlackError('invalid_name_punctuation');
  if (store.state.channels.some((channel) => channel.name === name)) throw new SlackError('name_taken');
}
