import { type Conversations, type KnownAccount, type KnownConversation } from '../../model/conversations';
import { type TeamsActivity } from './activity';

/** Notes where an activity came from, so that it can be answered days later. */
export type Remember = (activity: TeamsActivity, tenant: string) => Promise<void>;

const REMEMBERED = 5_000;

/** A channel in which nobody has spoken to us is reached as the others are: a team has one address for all of its channels. */
export const ANY_CHANNEL = 'any channel';

/** Rows are read once and written only when they are new or changed; what stands in them is known from then on. */
export function rememberer(conversations: () => Conversations): Remember {
  const places = new Map<string, KnownConversation>();
  const people = new Map<string, KnownAccount>();
  return async ({ serviceUrl, from, recipient, conversation }, tenant) => {
    const channel = conversation.id;
    const rows = conversations();
    const place: KnownConversation = { serviceUrl, kind: conversation.kind, bot: recipient.id };
    const keepPlace = async () => {
      const known = places.get(channel) ?? (await rows.conversation(tenant, channel));
      if (!same(known, place)) await rows.keepConversation(tenant, channel, place);
      note(places, channel, place);
    };
    const keepAccount = async (account: string) => {
      const known = people.get(account) ?? (await rows.account(tenant, account));
      const personal = conversation.kind === 'personal' ? channel : known?.personal;
      // With a personal chat known, where else somebody was seen is of no use.
      const seenIn = personal === undefined ? channel : (known?.seenIn ?? channel);
      const now: KnownAccount = { userId: from.id, seenIn, ...(personal === undefined ? {} : { personal }) };
      if (!same(known, now)) await rows.keepAccount(tenant, account, now);
      note(people, account, now);
    };
    const keepTeam = async () => {
      if (conversation.kind !== 'channel' || places.has(ANY_CHANNEL)) return;
      const known = await rows.conversation(tenant, ANY_CHANNEL);
      if (!same(known, place)) await rows.keepConversation(tenant, ANY_CHANNEL, place);
      note(places, ANY_CHANNEL, place);
    };
    await Promise.all([
      keepPlace(),
      keepTeam(),
      ...(from.aadObjectId === undefined ? [] : [keepAccount(from.aadObjectId)]),
    ]);
  };
}

function same<T extends object>(known: T | undefined, now: T): boolean {
  return known !== undefined && Object.entries(now).every(([name, value]) => known[name as keyof T] === value);
}

function note<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, value);
}
