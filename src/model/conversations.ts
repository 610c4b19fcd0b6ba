/** How a conversation is spoken to. */
export interface KnownConversation {
  /** Where the platform takes messages for it. */
  serviceUrl: string;
  kind: 'personal' | 'group' | 'channel';
  /** The bot's own ID there. */
  bot: string;
}

/** How an account is found on its platform. */
export interface KnownAccount {
  /** The platform's other ID of it, which mentions and card refreshes take (Teams: `29:…`). */
  userId: string;
  /** The personal chat with it, once there is one. */
  personal?: string;
  /** A conversation in which it was seen. */
  seenIn: string;
}

/** What was learnt from incoming messages about where answers go; kept, since answers may come days later. */
export interface Conversations {
  conversation(tenant: string, channel: string): Promise<KnownConversation | undefined>;
  keepConversation(tenant: string, channel: string, known: KnownConversation): Promise<void>;
  account(tenant: string, account: string): Promise<KnownAccount | undefined>;
  keepAccount(tenant: string, account: string, known: KnownAccount): Promise<void>;
}
