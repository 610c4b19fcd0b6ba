import { type Interaction, type Message, type State } from './model';

const EPOCH = 1_420_070_400_000n;

/** What is remembered, and who hears of changes. */
export class Store {
  readonly interactions: Interaction[] = [];
  private readonly listeners = new Set<() => void>();
  private last = 0n;

  constructor(
    readonly state: State,
    readonly now: () => number,
  ) {}

  /** An ID of Discord's: the time, and more than the one before. */
  newId(): string {
    const id = (BigInt(this.now()) - EPOCH) << 22n;
    this.last = id > this.last ? id : this.last + 1n;
    return String(this.last);
  }

  /** The smallest ID of a moment. */
  idAt(milliseconds: number): string {
    return String((BigInt(milliseconds) - EPOCH) << 22n);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  message(channel: string, id: string): Message | undefined {
    return this.state.messages.find((one) => one.channel === channel && one.id === id && !one.deleted);
  }

  add(message: Omit<Message, 'id' | 'versions'>): Message {
    const added: Message = { ...message, id: this.newId(), versions: [] };
    this.state.messages.push(added);
    this.seen(added);
    return added;
  }

  /** Puts other content in a message's place. */
  change(message: Message, content: Partial<Pick<Message, 'content' | 'embeds' | 'components' | 'flags'>>): void {
    Object.assign(message, content, { edited: new Date(this.now()).toISOString() });
    this.seen(message);
  }

  remove(message: Message): void {
    message.deleted = true;
    this.changed();
  }

  private seen(message: Message): void {
    const { content, embeds, components } = message;
    message.versions.push({ at: new Date(this.now()).toISOString(), content, embeds, components });
    this.changed();
  }
}
