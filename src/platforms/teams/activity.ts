import { asObject, asText, type JsonObject } from '../shared/read-json';

/** The fields without which nothing can be done with an activity; the others are read where they are needed. */
export interface TeamsActivity {
  type: string;
  channelId: string;
  serviceUrl: string;
  name?: string;
  id?: string;
  from: { id: string; aadObjectId?: string };
  recipient: { id: string };
  conversation: {
    /** Without the thread. */
    id: string;
    /** In a channel, the ID of the thread's first message. */
    thread?: string;
    kind: 'personal' | 'group' | 'channel';
  };
  /** As sent. */
  raw: JsonObject;
}

export function activityFrom(raw: JsonObject): TeamsActivity | undefined {
  const [type, channelId, serviceUrl] = [raw['type'], raw['channelId'], raw['serviceUrl']].map(asText);
  const from = asObject(raw['from']);
  const conversation = asObject(raw['conversation']);
  const fromId = asText(from['id']);
  const told = asText(conversation['id']);
  if (!type || !channelId || !serviceUrl || !fromId || !told) return undefined;
  const [id = '', thread] = told.split(THREAD);
  const kind =
    KINDS[asText(conversation['conversationType']) ?? ''] ?? (conversation['isGroup'] ? 'group' : 'personal');
  return {
    type,
    channelId,
    serviceUrl,
    name: asText(raw['name']),
    id: asText(raw['id']),
    from: { id: fromId, aadObjectId: asText(from['aadObjectId'])?.toLowerCase() },
    recipient: { id: asText(asObject(raw['recipient'])['id']) ?? '' },
    conversation: { id, thread, kind },
    raw,
  };
}

const THREAD = ';messageid=';

/** In a channel, Teams' ID of a conversation names the thread too: `19:…@thread.tacv2;messageid=…`. */
export function conversationId({ channel, thread }: { channel: string; thread?: string }): string {
  return thread === undefined ? channel : channel + THREAD + thread;
}

export function withoutThread(conversation: string): string {
  return conversation.split(THREAD)[0] ?? conversation;
}

const KINDS: Record<string, TeamsActivity['conversation']['kind'] | undefined> = {
  personal: 'personal',
  groupChat: 'group',
  channel: 'channel',
};

/** The tenant that an activity is of; undefined where it names none, or two. */
export function tenantOf({ raw }: TeamsActivity): string | undefined {
  const told = [asObject(asObject(raw['channelData'])['tenant'])['id'], asObject(raw['conversation'])['tenantId']];
  const [tenant, ...others] = new Set(told.map(asText).filter((one) => one !== undefined));
  return others.length === 0 ? tenant : undefined;
}
