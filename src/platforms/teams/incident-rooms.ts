import { type Channels } from '../platform';

/** A group chat's ID; channels end in `@thread.tacv2`. */
const CHAT_ID = /@thread\.v2$/;

/** Channels of a team for what the team may see, chats for what is private; where one of the two is not set up, the other for all. */
export function incidentRooms(channels: Channels | undefined, chats: Channels | undefined): Channels | undefined {
  if (!channels || !chats) return channels ?? chats;
  const fit = (options?: { private: boolean }) => (options?.private ? chats : channels);
  const of = (id: string) => (CHAT_ID.test(id) ? chats : channels);
  return {
    privately: true,
    createChannel: (name, options) => fit(options).createChannel(name, options),
    findOwn: (name, options) => fit(options).findOwn(name, options),
    invite: (channel, accounts) => of(channel).invite(channel, accounts),
    setTopic: (channel, topic) => of(channel).setTopic(channel, topic),
    pin: (message) => of(message.channel).pin(message),
  };
}
