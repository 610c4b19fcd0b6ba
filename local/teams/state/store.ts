import { type Conversation, type Json, type Message, type Moment, type Person, type State } from './model';

type NewMoment<M extends Moment = Moment> = M extends Moment ? Omit<M, 'at'> : never;

/** What Teams remembers, and what it tells whoever looks on. */
export class Store {
  private readonly listeners = new Set<(moment: Moment) => void>();
  private lastId = 0;

  constructor(
    readonly state: State,
    readonly now: () => number,
  ) {}

  /** A message ID: the milliseconds of the epoch, or the next that is free. */
  nextId(): string {
    this.lastId = Math.max(this.now(), this.lastId + 1);
    return String(this.lastId);
  }

  person(idOrName: string): Person | undefined {
    return this.state.people.find(({ id, name, aadObjectId }) => [id, name, aadObjectId].includes(idOrName));
  }

  /** @param id with or without `;messageid=`; a channel's and a group chat's name will do */
  conversation(id: string): Conversation | undefined {
    const [base] = id.split(';messageid=');
    const { conversations } = this.state;
    return (
      conversations.find((conversation) => conversation.id === base) ??
      conversations.find(({ type, name }) => type !== 'personal' && name === base)
    );
  }

  /** The personal chat of a person with the bot. */
  personal(person: Person): Conversation | undefined {
    return this.state.conversations.find(({ type, members }) => type === 'personal' && members[0] === person.id);
  }

  message(conversation: string, id: string): Message | undefined {
    return this.state.messages.find((message) => message.conversation === conversation && message.id === id);
  }

  post(message: Pick<Message, 'id' | 'conversation' | 'root' | 'from'>, activity: Json): Message {
    const posted: Message = { ...message, versions: [activity], personal: {} };
    this.state.messages.push(posted);
    this.log({ kind: 'posted', conversation: posted.conversation, who: posted.from, message: posted.id });
    return posted;
  }

  /** Everybody sees the new version; what single people saw in its place is gone. */
  edit(message: Message, activity: Json): void {
    message.versions.push(activity);
    message.personal = {};
    const version = message.versions.length - 1;
    this.log({ kind: 'edited', conversation: message.conversation, who: message.from, message: message.id, version });
  }

  remove(message: Message): void {
    message.deleted = true;
    this.log({ kind: 'deleted', conversation: message.conversation, who: message.from, message: message.id });
  }

  log(moment: NewMoment): void {
    const logged: Moment = { at: this.now(), ...moment };
    this.state.moments.push(logged);
    for (const listener of this.listeners) listener(logged);
  }

  /** @returns what ends it */
  subscribe(listener: (moment: Moment) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
