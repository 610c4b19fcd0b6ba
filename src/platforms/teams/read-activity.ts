import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { spokenVote } from '../shared/spoken-vote';
import { asObject, asObjects, asText } from '../shared/read-json';
import { conversationId, type TeamsActivity } from './activity';
import { activityTime } from './activity-time';
import { readCardAction } from './card-action';
import { readFileConsent } from './file-consent';
import { MESSAGE_MENU, readMenuPick } from './message-menu';
import { messageText, quotedMessage } from './message-text';
import { readSearch } from './search';

/** Reads an activity of our tenant. https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability */
export function readActivity(activity: TeamsActivity, tenant: string, now: Date): ChatEvent {
  const { type, from, recipient, raw } = activity;
  if (from.id === recipient.id) return ignored('We said it ourselves.');
  switch (type) {
    case 'message':
      return readMessage(activity, tenant, now);
    case 'invoke':
      return readInvoke(activity, originOf(activity, tenant), now);
    case 'conversationUpdate': {
      const added = asObjects(raw['membersAdded']).some(({ id }) => id === recipient.id);
      return added ? greeting(activity, tenant) : ignored('Others came, went or renamed something.');
    }
    case 'installationUpdate': {
      const action = asText(raw['action']) ?? '';
      return ['add', 'add-upgrade'].includes(action) ? greeting(activity, tenant) : ignored('We were removed.');
    }
    default:
      return ignored(`Activity of type ${type}.`);
  }
}

/** What may be asked of us with an answer at once. */
export const INVOKES = ['adaptiveCard/action', 'application/search', 'fileConsent/invoke', MESSAGE_MENU] as const;

export function isInvoke(name: string | undefined): name is (typeof INVOKES)[number] {
  return INVOKES.some((one) => one === name);
}

function readInvoke(activity: TeamsActivity, origin: Origin, now: Date): ChatEvent {
  switch (activity.name) {
    case 'application/search':
      return readSearch(activity, origin);
    case 'fileConsent/invoke':
      return readFileConsent(activity, origin);
    case MESSAGE_MENU:
      return readMenuPick(activity, origin, now);
    default:
      return readCardAction(activity, origin, now);
  }
}

function ignored(reason: string): ChatEvent {
  return { kind: 'ignored', reason };
}

/** Both updates that come with an installation make one greeting. */
function greeting(activity: TeamsActivity, tenant: string): ChatEvent {
  const origin = originOf(activity, tenant);
  return { kind: 'greeting', key: { scope: 'greeting', key: origin.channel }, origin };
}

/** An account without an Entra object ID is nobody's whom we know: it keeps Teams' own ID. */
function originOf({ from, conversation, raw }: TeamsActivity, tenant: string): Origin {
  const { channel, team } = asObject(raw['channelData']);
  const theirs = asText(asObject(raw['from'])['tenantId']);
  return {
    platform: 'teams',
    tenant: theirs ?? tenant,
    account: from.aadObjectId ?? from.id,
    channel: conversation.id,
    thread: conversation.thread,
    ...(conversation.kind === 'personal' && { personal: 'chat' }),
    channelName: asText(asObject(channel)['name']) ?? (isGeneral(channel, team) ? 'General' : undefined),
  };
}

/** Teams does not name a team's first channel, whose ID is the team's own. */
function isGeneral(channel: unknown, team: unknown): boolean {
  const id = asText(asObject(channel)['id']);
  return id !== undefined && id === asText(asObject(team)['id']);
}

function readMessage(activity: TeamsActivity, tenant: string, now: Date): ChatEvent {
  const { id, recipient, conversation, raw } = activity;
  if (!id) return { kind: 'unsupported', reason: 'A message without an ID.' };
  if (raw['value'] !== undefined && !asText(raw['text'])) return ignored('A form that is none of ours.');
  const mentions = asObjects(raw['entities']).filter(({ type }) => type === 'mention');
  const ours = mentions.filter(({ mentioned }) => asObject(mentioned)['id'] === recipient.id);
  if (conversation.kind !== 'personal' && ours.length === 0) return ignored('Not said to us.');
  const origin = originOf(activity, tenant);
  const key = { scope: 'message', key: `${conversationId(origin)}|${id}` };
  const text = messageText(raw, ours);
  const vote = spokenVote(text);
  if (vote) {
    const at = activityTime(raw, now);
    return { kind: 'vote', key, ...vote, on: repliedTo(activity), at, origin, by: 'words' };
  }
  return { kind: 'command', key, text: lineOf(text), origin, answerable: false };
}

/** What a message answers: the one it quotes, in a channel the first of its thread. */
function repliedTo({ conversation, raw }: TeamsActivity) {
  const { id: channel, thread: root } = conversation;
  const reply = quotedMessage(raw) ?? asText(raw['replyToId']);
  if (root === undefined) return { channel, message: reply };
  const thread = conversationId({ channel, thread: root });
  return reply === undefined || reply === root
    ? { channel, message: root, thread }
    : { channel: thread, message: reply, thread };
}

function lineOf(text: string): string {
  const bare = text.replace(/^\/?countersign(?=\s|$)\s*/i, '').replace(/^\//, '');
  return bare === '' ? '/help' : `/${bare}`;
}
