import { type ChatEvent } from '../../model/chat-event';
import { type Receipt } from '../platform';
import { readBallot } from './ballot';
import { channelName } from './channel-name';
import { type Place, readFormMemory } from './form-memory';
import { jsonAnswer, refuse } from '../shared/http-answers';
import { REASON_FIELD, REASON_FORM, TYPING_FIELD, TYPING_FORM } from './reason-form';
import { readCommandForm } from './read-command-form';
import { FORM_BUTTON, RUN_BUTTON, TYPED_CONFIRM } from './run-button';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { safeReplyUrl } from './reply-url';
import { isoFromDate, isoFromTs } from './slack-time';

/** Reads a click or a form. https://docs.slack.dev/reference/interaction-payloads */
export function readInteraction(payload: JsonObject, teamId: string, apiUrl: string, now: Date): Receipt {
  const team = asObject(payload['team']);
  const user = asObject(payload['user']);
  const account = asText(user['id']);
  if (team['id'] !== teamId || !isOfTeam(user, team, teamId)) return refuse(403, 'This is not our workspace.');
  if (!account) return refuse(400, 'An interaction has a user.');
  const inForm = readCommandForm(payload, account, teamId);
  switch (payload['type']) {
    case 'block_actions':
      return { event: inForm ?? readClick(payload, account, teamId, apiUrl) };
    case 'block_suggestion':
      return { event: inForm ?? { kind: 'unsupported', reason: 'A menu that is none of ours.' } };
    case 'view_submission':
      return inForm ? { event: inForm } : readForm(payload, account, teamId, now);
    case 'view_closed':
      return { event: { kind: 'ignored', reason: 'A form was closed.' } };
    default:
      return { event: { kind: 'unsupported', reason: `Interaction of type ${String(payload['type'])}.` } };
  }
}

/** On Enterprise Grid, `user.team_id` is the organisation's ID. */
function isOfTeam(user: JsonObject, team: JsonObject, teamId: string): boolean {
  const theirs = asText(user['team_id']);
  return theirs === undefined || theirs === teamId || theirs === asText(team['enterprise_id']);
}

function readClick(payload: JsonObject, account: string, tenant: string, apiUrl: string): ChatEvent {
  const action = asObjects(payload['actions'])[0] ?? {};
  const name = asText(action['action_id']) ?? '';
  const value = asText(action['value']);
  const { place, message } = placeOf(payload, apiUrl);
  if (!place || !message) return { kind: 'unsupported', reason: 'A click whose place cannot be read.' };
  const origin = { platform: 'slack', tenant, account, ...place } as const;
  if (name === FORM_BUTTON) {
    const formHandle = asText(payload['trigger_id']);
    if (!value || !formHandle) return { kind: 'unsupported', reason: 'A click on a button without its line.' };
    return { kind: 'form-wanted', text: value, formHandle, origin };
  }
  if (name.startsWith(RUN_BUTTON)) {
    if (!value) return { kind: 'unsupported', reason: 'A click on a button without its line.' };
    const key = { scope: 'button', key: [place.channel, message, name, value, account].join(':') };
    const pressed = asObject(payload['container'])['is_ephemeral'] === true ? { pressed: message } : {};
    return { kind: 'command', key, text: value, origin: { ...origin, ...pressed }, answerable: false };
  }
  const isTyped = name === TYPED_CONFIRM;
  const decision = isTyped ? 'confirm' : SAYS.find((say) => say === name.replace(/-\d+$/, ''));
  if (!decision) return { kind: 'unsupported', reason: 'A click on something that is no button of ours.' };
  const ballot = readBallot(value);
  const at = isoFromTs(asText(action['action_ts']));
  const trigger = asText(payload['trigger_id']);
  if (!ballot || !at || !trigger) {
    return { kind: 'unsupported', reason: 'A click whose button or place cannot be read.' };
  }
  const key = { scope: 'button', key: [place.channel, message, name, account].join(':') };
  if (isTyped) return { kind: 'typing-wanted', key, ballot, formHandle: trigger, origin };
  return decision === 'reject'
    ? { kind: 'reason-wanted', key, ballot, formHandle: trigger, origin }
    : { kind: 'vote', key, decision, on: { ballot }, at, origin, by: 'button' };
}

const SAYS = ['approve', 'reject', 'confirm', 'cancel'] as const;

function placeOf(payload: JsonObject, apiUrl: string): { place?: Place; message?: string } {
  const channel = asObject(payload['channel']);
  const container = asObject(payload['container']);
  const message = asObject(payload['message']);
  const id = asText(channel['id']) ?? asText(container['channel_id']);
  return {
    place:
      id === undefined
        ? undefined
        : {
            channel: id,
            channelName: channelName(asText(channel['name'])),
            thread: asText(message['thread_ts']) ?? asText(container['thread_ts']),
            replyUrl: safeReplyUrl(asText(payload['response_url']), apiUrl),
          },
    message: asText(message['ts']) ?? asText(container['message_ts']),
  };
}

function readForm(payload: JsonObject, account: string, tenant: string, now: Date): Receipt {
  const view = asObject(payload['view']);
  const isTyping = view['callback_id'] === TYPING_FORM;
  if (view['callback_id'] !== REASON_FORM && !isTyping) {
    return { event: { kind: 'unsupported', reason: 'A form that is none of ours.' } };
  }
  const memory = readFormMemory(asText(view['private_metadata']));
  const id = asText(view['id']);
  if (!memory || !id) return { event: { kind: 'unsupported', reason: 'A form whose request cannot be read.' } };
  const values = asObject(asObject(view['state'])['values']);
  const origin = { platform: 'slack', tenant, account, ...memory.place } as const;
  const vote = {
    kind: 'vote',
    key: { scope: 'form', key: id },
    on: { ballot: memory.ballot },
    at: isoFromDate(now),
  } as const;
  if (isTyping) {
    const typed = asText(asObject(asObject(values[TYPING_FIELD])[TYPING_FIELD])['value']);
    return { event: { ...vote, decision: 'confirm', typed, origin, by: 'form' } };
  }
  const reason = asText(asObject(asObject(values[REASON_FIELD])[REASON_FIELD])['value'])?.trim();
  if (!reason) {
    const errors = { [REASON_FIELD]: 'Say why, so that the requester knows what to change.' };
    return { answer: jsonAnswer(200, { response_action: 'errors', errors }) };
  }
  return { event: { ...vote, decision: 'reject', reason, origin, by: 'form' } };
}
