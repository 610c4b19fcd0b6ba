import { type Channel } from './model';
import { newId } from './ids';
import { type Store } from './store';

/** The conversation of two people, made when they have none. */
export function directMessage(store: Store, one: string, other: string): Channel {
  const known = store.state.channels.find(
    ({ kind, members }) => kind === 'im' && members.includes(one) && members.includes(other),
  );
  return (
    known ?? create(store, { id: newId('D'), name: 'directmessage', kind: 'im', creator: one, members: [one, other] })
  );
}

export function create(
  store: Store,
  given: Pick<Channel, 'name' | 'kind' | 'creator'> & Partial<Pick<Channel, 'id' | 'members'>>,
): Channel {
  const channel: Channel = {
    id: newId('C'),
    members: [given.creator],
    created: Math.floor(store.now() / 1000),
    topic: '',
    pins: [],
    ...given,
  };
  store.state.channels.push(channel);
  store.log({ kind: 'created', user: channel.creator, channel: channel.id });
  return channel;
}

/** Makes the user a member; does nothing for one who is. */
export function join(store: Store, channel: Channel, user: string): void {
  if (channel.members.includes(user)) return;
  channel.members.push(user);
  store.log({ kind: 'joined', user, channel: channel.id });
}
