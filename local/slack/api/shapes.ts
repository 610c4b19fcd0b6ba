import { createHash } from 'node:crypto';
import { type Json } from '../block-kit/check';
import { contentOf } from '../state/messages';
import { type Channel, type Message, type User, type View } from '../state/model';
import { type Store } from '../state/store';

/* Our state as Slack's objects, https://docs.slack.dev/reference/objects */

export function userShape(store: Store, user: User): Json {
  const { team } = store.state;
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted ?? false,
    color: '9f69e7',
    real_name: user.realName,
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    profile: {
      title: '',
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.bot ? '' : user.name,
      display_name_normalized: user.bot ? '' : user.name,
      avatar_hash: createHash('md5').update(user.id).digest('hex').slice(0, 12),
      team: user.teamId,
      ...(user.email ? { email: user.email } : {}),
      ...(user.bot ? { bot_id: user.bot.botId, api_app_id: user.bot.appId } : {}),
    },
    is_admin: user.admin ?? false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.restricted ?? false,
    is_ultra_restricted: user.ultraRestricted ?? false,
    is_bot: Boolean(user.bot),
    is_app_user: false,
    is_email_confirmed: Boolean(user.email),
    updated: 1_767_225_600,
    ...(user.teamId === team.id ? {} : { is_stranger: true }),
  };
}

export const isExternallyShared = (store: Store, channel: Channel) =>
  channel.members.some((id) => store.user(id)?.teamId !== store.state.team.id);

export function channelShape(store: Store, channel: Channel, viewer: User): Json {
  const shared = isExternallyShared(store, channel);
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived ?? false,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    context_team_id: store.state.team.id,
    updated: channel.created * 1000,
  };
  if (channel.kind === 'im') {
    return { ...common, user: channel.members.find((id) => id !== viewer.id) ?? viewer.id, is_user_deleted: false };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: channel.name === 'general',
    is_shared: shared,
    is_ext_shared: shared,
    is_member: channel.members.includes(viewer.id),
    creator: channel.creator,
    unlinked: 0,
    topic: { value: channel.topic, creator: channel.topic ? channel.creator : '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
  };
}

export function messageShape(store: Store, message: Message): Json {
  const { app, team } = store.state;
  const author = store.user(message.user);
  const { text, blocks, attachments, files, metadata } = contentOf(message);
  const replies = store.thread(message).filter(({ deleted, onlyFor }) => !deleted && !onlyFor);
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ts: message.ts,
    ...(author?.bot
      ? {
          bot_id: author.bot.botId,
          app_id: author.bot.appId,
          bot_profile: {
            id: author.bot.botId,
            app_id: author.bot.appId,
            name: author.bot.appId === app.id ? app.name : author.realName,
            deleted: false,
            updated: 1_767_225_600,
            team_id: team.id,
          },
        }
      : {}),
    text,
    team: author?.teamId ?? team.id,
    ...(blocks ? { blocks } : {}),
    ...(attachments ? { attachments } : {}),
    ...(files ? { files } : {}),
    ...(metadata ? { metadata } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.reactions.length
      ? { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
    ...(replies.length
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          reply_users_count: new Set(replies.map((reply) => reply.user)).size,
          latest_reply: replies.at(-1)?.ts,
        }
      : {}),
  };
}

/** @param values what stands in the view's fields, by block ID and action ID */
export function viewShape(store: Store, view: View, values: Json = {}): Json {
  const { app, team } = store.state;
  const { type, blocks, title, close, submit, private_metadata, callback_id, external_id, ...rest } = view.body;
  return {
    id: view.id,
    team_id: team.id,
    type,
    blocks,
    private_metadata: private_metadata ?? '',
    callback_id: callback_id ?? '',
    state: { values },
    hash: view.hash,
    ...(type === 'modal' ? { title, close: close ?? null, submit: submit ?? null } : {}),
    clear_on_close: rest.clear_on_close ?? false,
    notify_on_close: rest.notify_on_close ?? false,
    submit_disabled: rest.submit_disabled ?? false,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.id,
    external_id: external_id ?? '',
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
