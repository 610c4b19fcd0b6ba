import { type Store } from '../state/store';
import { type Channel, type Member, type Message, type Json } from '../state/model';

/** https://docs.discord.com/developers/resources/user#user-object */
export function userShape({ id, name, displayName, bot }: Member): Json {
  return { id, username: name, global_name: displayName, discriminator: '0', avatar: null, ...(bot ? { bot } : {}) };
}

/** https://docs.discord.com/developers/resources/guild#guild-member-object */
export function memberShape(member: Member): Json {
  return {
    user: userShape(member),
    nick: null,
    roles: member.roles ?? [],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    pending: member.pending ?? false,
    communication_disabled_until: member.silencedUntil ?? null,
  };
}

/** https://docs.discord.com/developers/resources/message#message-object */
export function messageShape({ state }: Store, message: Message): Json {
  const { id, channel, author, content, embeds, components, flags, edited, versions, nonce } = message;
  const { application } = state;
  const person = state.members.find((member) => member.id === author);
  return {
    id,
    channel_id: channel,
    author: person
      ? userShape(person)
      : { id: application.id, username: application.name, discriminator: '0000', avatar: null, bot: true },
    content,
    embeds: embeds.map((embed) => ({ type: 'rich', ...embed })),
    components,
    attachments: (message.files ?? []).map(({ filename, description, type, size }, at) => ({
      id: String(at),
      filename,
      description,
      content_type: type,
      size,
    })),
    flags,
    timestamp: versions[0]?.at,
    edited_timestamp: edited ?? null,
    type: message.answers ? 20 : 0,
    ...(message.answers ? { application_id: application.id } : {}),
    ...(nonce === undefined ? {} : { nonce }),
  };
}

/** What an interaction tells of its channel. */
export function channelShape({ id, name, parent }: Channel, guild: string): Json {
  return { id, name, type: parent ? 11 : 0, guild_id: guild, ...(parent ? { parent_id: parent } : {}) };
}
