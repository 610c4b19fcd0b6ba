import { type Interactions } from './delivery/interactions';
import { Actor, buttonsOf } from './people/actor';
import { LOADING, type SeenMessage, type State } from './state/model';
import { type Store } from './state/store';
import { textOf } from './text/text-of';

/** The server from the people's side: who does what, and what everybody sees. */
export class Guild {
  constructor(
    private readonly store: Store,
    private readonly interactions: Interactions,
  ) {}

  /** Everything that is remembered; read it, do not change it. */
  get state(): Readonly<State> {
    return this.store.state;
  }

  /** Acts as a person, by ID or name. @throws Error when there is none */
  as(person: string): Actor {
    const member = this.state.members.find(({ id, name }) => id === person || name === person);
    if (!member) throw new Error(`there is nobody called ${person}`);
    return new Actor(this.store, this.interactions, member);
  }

  /** A moment in the server's time, to look back to: whatever comes later has a greater ID. */
  now(): string {
    return this.store.newId();
  }

  /** Calls the listener whenever something has changed. @returns what ends it */
  subscribe(listener: () => void): () => void {
    return this.store.subscribe(listener);
  }

  /**
   * Messages that are there, oldest first.
   * @param where the ID or name of a channel; without, all of them, direct messages too
   * @param options.viewer leaves out what only others see
   */
  messages(where?: string, { viewer }: { viewer?: string } = {}): SeenMessage[] {
    const { state } = this;
    const channel = state.channels.find(({ id, name }) => id === where || name === where);
    return state.messages
      .filter((message) => !message.deleted && (where === undefined || message.channel === channel?.id))
      .filter(({ onlyFor }) => viewer === undefined || onlyFor === undefined || onlyFor === viewer)
      .map((message) => ({
        ...message,
        text: textOf(state, message),
        loading: (message.flags & LOADING) !== 0,
        buttons: buttonsOf(message),
      }));
  }

  /** What only this person was told: private answers and direct messages. */
  toldTo(person: string): SeenMessage[] {
    const { member } = this.as(person);
    const direct = this.state.channels.find((channel) => channel.with === member.id)?.id;
    return this.messages().filter(
      ({ onlyFor, channel, loading }) => (onlyFor === member.id || channel === direct) && !loading,
    );
  }
}
