import { messageShape } from './api/shapes';
import { type Json } from './block-kit/check';
import { Actor } from './people/actor';
import { type Stage } from './people/stage';
import { join } from './state/channels';
import {
  type Channel,
  type Message,
  type Moment,
  type State,
  type User,
  type UserGroup,
  type View,
} from './state/model';
import { transcript, type TranscriptOptions } from './transcript/transcript';

/** A message as a test or a page reads it: Slack's own object and what stands behind it. */
export type SeenMessage = Json & {
  ts: string;
  text: string;
  blocks?: Json[];
  /** The only person who sees it. */
  only_for?: string;
  deleted: boolean;
  versions: Message['versions'];
};

/** The workspace from the people's side: who does what, and what everybody sees. */
export class Workspace {
  constructor(private readonly stage: Stage) {}

  /** Everything that is remembered; read it, do not change it. */
  get state(): Readonly<State> {
    return this.stage.store.state;
  }

  /** Acts as a person, by ID or name. @throws Error when there is none, or they are deleted */
  as(person: string): Actor {
    return new Actor(this.stage, this.user(person));
  }

  /** Calls the listener with each thing that happens from now on. @returns what ends it */
  subscribe(listener: (moment: Moment) => void): () => void {
    return this.stage.store.subscribe(listener);
  }

  /**
   * A channel's messages, oldest first; deleted ones too.
   * @param viewer leaves out what only others saw
   * @param since leaves out what was posted before this `ts`
   */
  messages(channel: string, { viewer, since = '' }: { viewer?: string; since?: string } = {}): SeenMessage[] {
    const { store } = this.stage;
    return store.state.messages
      .filter(
        (message) =>
          message.channel === channel &&
          message.ts >= since &&
          (!viewer || !message.onlyFor || message.onlyFor === viewer),
      )
      .map((message) => ({
        ...(messageShape(store, message) as Json & { ts: string; text: string }),
        ...(message.onlyFor ? { only_for: message.onlyFor } : {}),
        deleted: message.deleted ?? false,
        versions: message.versions,
      }));
  }

  /** The modals open for a person, the lowest first, or for everybody. */
  views(viewer?: string): View[] {
    return this.state.views.filter(({ state, viewer: who }) => state === 'open' && (!viewer || who === viewer));
  }

  /** Makes somebody a member. @throws Error when there is no such channel or person */
  invite(channel: string, person: string): void {
    join(this.stage.store, this.channel(channel), this.user(person).id);
  }

  /** @throws Error when there is no such channel */
  archive(channel: string): void {
    this.channel(channel).archived = true;
    this.stage.store.changed();
  }

  /** Adds a person, or changes one: `addUser({ ...known, deleted: true })`. */
  putUser(user: User): void {
    const { users } = this.state;
    const index = users.findIndex(({ id }) => id === user.id);
    users.splice(index < 0 ? users.length : index, index < 0 ? 0 : 1, user);
    this.stage.store.changed();
  }

  /** Adds a user group, or changes one. */
  putUserGroup(group: UserGroup): void {
    const { store } = this.stage;
    store.state.userGroups = [...(store.state.userGroups ?? []).filter(({ id }) => id !== group.id), group];
    store.changed();
  }

  /** The channel as people saw it, as plain text. */
  transcript(channel: string, options?: TranscriptOptions): string {
    return transcript(this.stage.store, channel, options);
  }

  private channel(id: string): Channel {
    const channel = this.stage.store.channel(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  private user(person: string): User {
    const user = this.state.users.find(({ id, name }) => id === person || name === person);
    if (!user) throw new Error(`there is nobody called ${person}`);
    return user;
  }
}
