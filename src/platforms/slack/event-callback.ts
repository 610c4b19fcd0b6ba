import { type ChatEvent, type EventKey } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { commandLine } from './command-line';
import { type PlainNames } from './command-names';
import { ownPage } from './own-page';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { isoFromTs } from './slack-time';
import { spokenVote } from '../shared/spoken-vote';
import { unslackText } from './unslack-text';

const VOTING_REACTIONS: Record<string, 'approve' | 'reject'> = { white_check_mark: 'approve', x: 'reject' };

/** 📌 and 📍: what is to be in an incident's timeline. */
const PINNING_REACTIONS = new Set(['pushpin', 'round_pushpin']);

/** Reads an event of our team. https://docs.slack.dev/apis/events-api */
export function readEventCallback(envelope: JsonObject, teamId: string, plain: PlainNames): ChatEvent {
  const event = asObject(envelope['event']);
  const type = asText(event['type']);
  const id = asText(envelope['event_id']);
  const account = asText(event['user']);
  if (!id) return { kind: 'unsupported', reason: 'An event without event_id.' };
  if (event['bot_id'] !== undefined || event['bot_profile'] !== undefined) return ignored('A bot said it.');
  if (!account) return ignored('Nobody said it.');
  const bot = botOf(envelope);
  if (account === bot) return ignored('We said it ourselves.');
  const key: EventKey = { scope: 'event', key: id };
  const who = { platform: 'slack', tenant: tenantOf(event, envelope, teamId), account } as const;
  switch (type) {
    case 'app_mention':
      return readMessage(event, key, who, bot, plain);
    case 'message':
      return event['channel_type'] === 'im' ? readMessage(event, key, who, bot, plain) : ignored('Not said to us.');
    case 'app_home_opened':
      return event['tab'] === 'home'
        ? { kind: 'home-opened', key, origin: ownPage(who) }
        : ignored('A tab that shows nothing of ours.');
    case 'reaction_added':
    case 'reaction_removed':
      return readReaction(event, key, who, type === 'reaction_added');
    default:
      return ignored(`Event of type ${type ?? 'unknown'}.`);
  }
}

type Who = Pick<Origin, 'platform' | 'tenant' | 'account'>;

function ignored(reason: string): ChatEvent {
  return { kind: 'ignored', reason };
}

function botOf(envelope: JsonObject): string | undefined {
  const bot = asObjects(envelope['authorizations']).find((authorization) => authorization['is_bot'] !== false);
  const id = asText(bot?.['user_id']);
  return id !== undefined && /^\w+$/.test(id) ? id : undefined;
}

/** In channels shared with another company, who speaks may be of another team than the one that receives. */
function tenantOf(event: JsonObject, envelope: JsonObject, teamId: string): string {
  const told = [event['user_team'], event['source_team'], event['team'], envelope['team_id']];
  return told.map(asText).find((team) => team !== undefined && team !== teamId) ?? teamId;
}

function readMessage(
  event: JsonObject,
  key: EventKey,
  who: Who,
  bot: string | undefined,
  plain: PlainNames,
): ChatEvent {
  if (event['subtype'] !== undefined || event['edited'] !== undefined) return ignored('Not a new message.');
  const channel = asText(event['channel']);
  const ts = asText(event['ts']);
  const at = isoFromTs(ts);
  if (!channel || !at) return { kind: 'unsupported', reason: 'A message without a place or a time.' };
  const thread = asText(event['thread_ts']);
  const origin: Origin = { ...who, channel, thread };
  const text = unslackText(withoutMention(asText(event['text']) ?? '', bot)).trim();
  const vote = thread !== undefined && thread !== ts ? spokenVote(text) : undefined;
  if (vote && thread) return { kind: 'vote', key, ...vote, on: { channel, message: thread }, at, origin, by: 'words' };
  return { kind: 'command', key, text: commandLine(text, plain), origin, answerable: false };
}

/** Takes the first mention of the bot out; of whoever is named first, when Slack does not say who the bot is. */
function withoutMention(text: string, bot: string | undefined): string {
  const mention = bot === undefined ? /^\s*<@\w+(?:\|[^<>]*)?>[:,]?/ : new RegExp(`<@${bot}(?:\\|[^<>]*)?>[:,]?`);
  return text.replace(mention, '');
}

function readReaction(event: JsonObject, key: EventKey, who: Who, added: boolean): ChatEvent {
  const item = asObject(event['item']);
  const name = asText(event['reaction'])?.replace(/::skin-tone-\d$/, '') ?? '';
  const pin = PINNING_REACTIONS.has(name);
  const decision = Object.hasOwn(VOTING_REACTIONS, name) ? VOTING_REACTIONS[name] : undefined;
  if ((!decision && !pin) || item['type'] !== 'message') return ignored('A reaction that means nothing here.');
  const channel = asText(item['channel']);
  const message = asText(item['ts']);
  const at = isoFromTs(asText(event['event_ts']));
  if (!channel || !message || !at) return { kind: 'unsupported', reason: 'A reaction without a place or a time.' };
  if (!decision) return { kind: 'pin', key, message, added, at, origin: { ...who, channel } };
  const vote = {
    kind: 'vote',
    key,
    on: { channel, message },
    at,
    origin: { ...who, channel },
    by: 'reaction',
  } as const;
  return added ? { ...vote, decision } : { ...vote, decision: 'withdraw', withdraws: decision };
}
