import { CARD_TYPE } from './connector/check-activity';
import { type Json, type Message, type Moment, type State } from './state/model';
import { Actor, cardOf } from './people/actor';
import { type ActingOptions, type Stage } from './people/stage';
import { textOf } from './transcript/text-of';
import { transcript } from './transcript/transcript';

/** A message as a test reads it. */
export interface SeenMessage {
  id: string;
  /** The first message of its thread, in a channel. */
  root?: string;
  /** The name of the person, or the bot's. */
  from: string;
  /** Words and cards as plain text. */
  text: string;
  card?: Json;
  deleted: boolean;
  versions: Message['versions'];
}

/** Teams from the people's side: who does what, and what everybody sees. */
export class Tenant {
  constructor(private readonly stage: Stage) {}

  /** Everything that is remembered; read it, do not change it. */
  get state(): Readonly<State> {
    return this.stage.store.state;
  }

  /** Acts as a person, by name, Teams ID or Entra object ID. @throws Error when there is none */
  as(person: string, options?: ActingOptions): Actor {
    const found = this.stage.store.person(person);
    if (!found) throw new Error(`there is nobody called ${person}`);
    return new Actor(this.stage, found, options);
  }

  /** A channel that somebody else than a person made, with everybody of the team in it; the app is there as in the others. */
  addChannel(id: string, name: string): void {
    const { conversations, team } = this.stage.store.state;
    const members = conversations.find((conversation) => conversation.id === team.id)?.members ?? [];
    conversations.push({ id, type: 'channel', name, members: [...members], installed: true });
  }

  /** A group chat that an app made and put itself into, which Teams tells it. Members are Entra object IDs. */
  addChat(id: string, name: string, members: string[]): void {
    const people = members.map((one) => this.as(one).person.id);
    this.stage.store.state.conversations.push({ id, type: 'groupChat', name, members: people, installed: false });
    const [first = ''] = members;
    void this.as(first).addApp(id);
  }

  addMember(conversation: string, member: string): void {
    this.stage.store.conversation(conversation)?.members.push(this.as(member).person.id);
  }

  /** Calls the listener with each thing that happens from now on. @returns what ends it */
  subscribe(listener: (moment: Moment) => void): () => void {
    return this.stage.store.subscribe(listener);
  }

  /**
   * A conversation's messages, oldest first; deleted ones too.
   * @param where its ID, or the name of a channel or group chat
   * @param options.viewer by whom their cards are seen
   */
  messages(where: string, { viewer }: { viewer?: string } = {}): SeenMessage[] {
    const { store } = this.stage;
    const conversation = this.id(where);
    const viewerId = viewer === undefined ? undefined : this.as(viewer).person.id;
    return store.state.messages
      .filter((message) => message.conversation === conversation)
      .map((message) => {
        const own = viewerId === undefined ? undefined : message.personal[viewerId];
        const card = own ?? cardOf(message);
        const last = message.versions.at(-1) ?? {};
        return {
          id: message.id,
          root: message.root,
          from: store.person(message.from)?.name ?? store.state.bot.name,
          text: textOf(own ? { attachments: [{ contentType: CARD_TYPE, content: own }] } : last),
          card,
          deleted: message.deleted ?? false,
          versions: message.versions,
        };
      });
  }

  /** The conversation as people saw it, as plain text. */
  transcript(where: string, { viewer }: { viewer?: string } = {}): string {
    return transcript(this.stage.store, this.id(where), viewer === undefined ? undefined : this.as(viewer).person.id);
  }

  private id(where: string): string {
    const conversation = this.stage.store.conversation(where);
    if (!conversation) throw new Error(`there is no conversation ${where}`);
    return conversation.id;
  }
}
