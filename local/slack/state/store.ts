import { JsonFile } from '../../kit/json-file';
import { type Channel, type Message, type Moment, type State, type User } from './model';

type Listener = (moment: Moment) => void;
/** A moment without its time, for each of the union's members. */
export type Unstamped = Moment extends infer M ? (M extends Moment ? Omit<M, 'at'> : never) : never;

const saveAfterMs = 50;

/** The state, its clock, its log and its file. */
export class Store {
  private readonly listeners = new Set<Listener>();
  private readonly file?: JsonFile<State>;
  private saving?: NodeJS.Timeout;
  private readonly byTs = new Map<string, Message>();
  private readonly threads = new Map<string, Message[]>();

  constructor(
    readonly state: State,
    /** Milliseconds of the epoch. */
    readonly now: () => number,
    path?: string,
  ) {
    if (path) this.file = new JsonFile(path);
    for (const message of state.messages) this.index(message);
  }

  /** Calls the listener with each moment from now on. @returns what ends it */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  log(happened: Unstamped): Moment {
    const moment: Moment = { at: this.now(), ...happened };
    this.state.moments.push(moment);
    for (const listener of this.listeners) listener(moment);
    this.changed();
    return moment;
  }

  /** Saves soon. Whoever changes the state without logging a moment calls it. */
  changed(): void {
    if (!this.file || this.saving) return;
    this.saving = setTimeout(() => this.save(), saveAfterMs).unref();
  }

  save(): void {
    clearTimeout(this.saving);
    this.saving = undefined;
    this.file?.write(this.state);
  }

  /** A message timestamp that no other message has: `seconds.microseconds`. */
  nextTs(): string {
    this.state.lastTs = Math.max(this.state.lastTs + 1, Math.floor(this.now() * 1000));
    const digits = String(this.state.lastTs);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  add(message: Message): void {
    this.state.messages.push(message);
    this.index(message);
  }

  /** Deleted ones too. */
  message(channel: string, ts: string): Message | undefined {
    const found = this.byTs.get(ts);
    return found?.channel === channel ? found : undefined;
  }

  /** What was posted below a message, oldest first; deleted ones too. */
  thread({ channel, ts }: Message): Message[] {
    return (this.threads.get(ts) ?? []).filter((reply) => reply.channel === channel && reply.ts !== ts);
  }

  user(id: string): User | undefined {
    return this.state.users.find((user) => user.id === id);
  }

  channel(id: string): Channel | undefined {
    return this.state.channels.find((channel) => channel.id === id);
  }

  get bot(): User {
    const bot = this.user(this.state.app.botUser);
    if (!bot) throw new Error(`the workspace has no user ${this.state.app.botUser}, its own bot`);
    return bot;
  }

  private index(message: Message): void {
    const { ts, threadTs } = message;
    this.byTs.set(ts, message);
    if (threadTs === undefined) return;
    const thread = this.threads.get(threadTs);
    if (thread) thread.push(message);
    else this.threads.set(threadTs, [message]);
  }
}
