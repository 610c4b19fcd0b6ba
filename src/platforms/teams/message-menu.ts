import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { type HttpAnswer } from '../platform';
import { jsonAnswer } from '../shared/http-answers';
import { asObject, asText, type JsonObject } from '../shared/read-json';
import { conversationId, type TeamsActivity } from './activity';
import { activityTime } from './activity-time';
import { htmlText } from './message-text';

/** What Teams asks us when somebody picks an entry of ours in a message's menu. */
export const MESSAGE_MENU = 'composeExtension/fetchTask';

/** Our entries, by the ID that the app package gives them. */
export const MENU_ENTRIES = { keep: 'keepInTimeline', remove: 'takeOutOfTimeline' };

/**
 * Reads a pick in a message's menu. The message itself comes with it, also where the app is not told of messages.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module#payload-activity-properties-when-a-dialog-is-invoked-from-a-message
 */
export function readMenuPick(activity: TeamsActivity, origin: Origin, now: Date): ChatEvent {
  const { raw, conversation } = activity;
  const value = asObject(raw['value']);
  const entry = asText(value['commandId']) ?? '';
  const said = asObject(value['messagePayload']);
  const message = asText(said['id']);
  if (!Object.values(MENU_ENTRIES).includes(entry) || !message) {
    return { kind: 'unsupported', reason: 'I do not know this entry of the menu. Nothing was done.' };
  }
  // A message that begins a thread is that thread.
  const root = conversation.thread ?? asText(said['replyToId']) ?? message;
  const thread = conversation.kind === 'channel' ? root : undefined;
  const place = { ...origin, thread };
  const at = activityTime(raw, now);
  const pick = activity.id ?? at;
  return {
    kind: 'pin',
    key: { scope: 'menu', key: [conversationId(place), message, entry, origin.account, pick].join('|') },
    message,
    added: entry === MENU_ENTRIES.keep,
    at,
    origin: place,
    said: { text: textOf(said), account: authorOf(said), at: timeOf(said, at) },
    answerable: true,
  };
}

/** A short word in a window that only whoever picked sees. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots#respond-to-the-user */
export function windowAnswer(value: string): HttpAnswer {
  return jsonAnswer(200, { task: { type: 'message', value } });
}

function textOf({ body, deleted }: JsonObject): string {
  const { contentType, content } = asObject(body);
  const text = deleted === true ? '' : (asText(content) ?? '');
  return contentType === 'text' ? text : htmlText(text);
}

/** An Entra object ID, of an app its own; nobody's where Teams names none. */
function authorOf({ from }: JsonObject): string {
  const { user, application } = asObject(from);
  return (asText(asObject(user)['id']) ?? asText(asObject(application)['id']) ?? '').toLowerCase();
}

function timeOf({ createdDateTime }: JsonObject, otherwise: string): string {
  const told = Date.parse(asText(createdDateTime) ?? '');
  return Number.isNaN(told) ? otherwise : new Date(told).toISOString();
}
