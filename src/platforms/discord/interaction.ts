import { type Origin } from '../../model/command-request';
import { asObject, asText, type JsonObject } from '../shared/read-json';
import { isId } from './discord-time';
import { webhookUrl } from './webhook-url';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
export const INTERACTION = { ping: 1, command: 2, component: 3, completion: 4, form: 5 } as const;

/** An interaction of a person in one of our guilds. */
export interface Interaction {
  id: string;
  type: unknown;
  token: string;
  data: JsonObject;
  /** The message with the button that was pressed. */
  message: JsonObject;
  origin: Origin & { platform: 'discord'; replyUrl: string };
  /** Where it happened: a thread is a channel of its own. */
  place: string;
  /** What we may do there, as bits; absent when Discord does not tell. */
  permissions?: bigint;
}

/** Kinds of channels that are threads of another. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const THREADS: unknown[] = [10, 11, 12];

/** Undefined when it lacks what every interaction has. `tenant` names our guilds, whichever it came from. */
export function interactionFrom(payload: JsonObject, tenant: string, apiUrl: string): Interaction | undefined {
  const id = asText(payload['id']);
  const token = asText(payload['token']);
  const channel = asObject(payload['channel']);
  const place = asText(payload['channel_id']) ?? asText(channel['id']);
  const account = asText(asObject(asObject(payload['member'])['user'])['id']);
  const replyUrl = webhookUrl(apiUrl, asText(payload['application_id']), token);
  if (!isId(id) || !token || !isId(place) || !isId(account) || !replyUrl) return undefined;
  const parent = THREADS.includes(channel['type']) ? asText(channel['parent_id']) : undefined;
  const bits = asText(payload['app_permissions']);
  return {
    id,
    token,
    type: payload['type'],
    data: asObject(payload['data']),
    message: asObject(payload['message']),
    place,
    ...(bits && /^\d{1,30}$/.test(bits) ? { permissions: BigInt(bits) } : {}),
    origin: {
      platform: 'discord',
      tenant,
      account,
      channel: parent ?? place,
      channelName: parent ? undefined : asText(channel['name']),
      thread: parent ? place : undefined,
      replyUrl,
    },
  };
}
