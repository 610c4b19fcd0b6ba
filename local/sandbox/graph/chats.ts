export interface GraphChat {
  id: string;
  topic: string | null;
  chatType: 'group';
  createdDateTime: string;
  webUrl: string;
  /** User IDs. */
  members: string[];
  /** Whether the app is in it. */
  installed: boolean;
  /** Message IDs. */
  pinned: string[];
}

/** Group chats of one tenant, in memory. */
export class Chats {
  /** The ID of the bot's app in the tenant's catalogue. */
  readonly app = '00000000-0000-0000-0000-0000000000ca';
  readonly all: GraphChat[] = [];
  /** Told when the app comes into a chat, and when somebody does: whoever shows the chat to its people. */
  onInstall: (chat: GraphChat) => void = () => {};
  onJoin: (chat: GraphChat, user: string) => void = () => {};

  constructor(private readonly now: () => number) {}

  create(topic: string | null, members: string[]): GraphChat {
    const id = `19:${crypto.randomUUID().replaceAll('-', '')}@thread.v2`;
    const webUrl = `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0`;
    const createdDateTime = new Date(this.now()).toISOString();
    const made: GraphChat = {
      ...{ id, topic, chatType: 'group', createdDateTime, webUrl },
      ...{ members: [...members], installed: false, pinned: [] },
    };
    this.all.push(made);
    return made;
  }

  byId(id: string): GraphChat | undefined {
    return this.all.find((chat) => chat.id === id);
  }
}
