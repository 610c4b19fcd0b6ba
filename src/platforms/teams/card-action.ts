import { createHash } from 'node:crypto';
import { type ChatEvent } from '../../model/chat-event';
import { type Origin } from '../../model/command-request';
import { type FormValues } from '../../model/form';
import { ballotFrom } from '../shared/ballot-from';
import { asObject, asText, type JsonObject } from '../shared/read-json';
import { activityTime } from './activity-time';
import { REASON_LENGTH } from './limits';
import { conversationId, type TeamsActivity } from './activity';
import { FORM_INPUT, TYPING_INPUT } from './form-input';

const SAYS = ['approve', 'reject', 'confirm', 'cancel'] as const;

/**
 * Reads a press on a card's button, or a card's refresh by itself. The same press twice has one key, however often Teams sends
 * it. Who pressed is what Bot Framework says, never what the card says.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
 */
export function readCardAction(activity: TeamsActivity, origin: Origin, now: Date): ChatEvent {
  const { raw } = activity;
  const action = asObject(asObject(raw['value'])['action']);
  const data = asObject(action['data']);
  const verb = asText(action['verb']) ?? '';
  const card = asText(raw['replyToId']) ?? '';
  const key = (what: string) => ({
    scope: 'card',
    key: [conversationId(origin), card, verb, what, origin.account].join('|'),
  });
  const unsupported = (reason: string): ChatEvent => ({
    kind: 'unsupported',
    reason,
    from: { key: key(activity.id ?? ''), origin },
  });
  if (verb === 'run') {
    const line = asText(data['line']);
    if (!line) return unsupported('This button has lost its line: please type the command.');
    const pressed = activity.conversation.kind === 'personal' && card ? { pressed: card } : {};
    return { kind: 'command', key: key(line), text: line, origin: { ...origin, ...pressed }, answerable: true };
  }
  if (verb === 'form') {
    const command = asText(data['command']);
    if (!command) return unsupported('This form has lost its command: please type it.');
    const values = formValues(data);
    const what = JSON.stringify([command, Object.entries(values).sort()]);
    return {
      kind: 'form',
      key: key(createHash('sha256').update(what).digest('hex')),
      from: asText(data['from']),
      command,
      values,
      origin,
      answerable: true,
    };
  }
  const decision = SAYS.find((say) => say === verb);
  if (!decision && verb !== 'refresh') return unsupported('I do not know this button. Nothing was done.');
  const ballot = ballotFrom(asObject(data['ballot']));
  if (!ballot) return unsupported('I cannot read which request this card stands for. Nothing was done.');
  if (!decision) return { kind: 'look', ballot, origin };
  const { instanceId, round, planHash } = ballot;
  return {
    kind: 'vote',
    key: key([instanceId, round, planHash].join('|')),
    decision,
    on: { ballot },
    at: activityTime(raw, now),
    origin,
    by: 'button',
    answerable: true,
    ...(decision === 'confirm' ? { typed: asText(data[TYPING_INPUT])?.slice(0, REASON_LENGTH) } : {}),
    ...(decision === 'reject' ? { reason: asText(data['reason'])?.trim().slice(0, REASON_LENGTH) || undefined } : {}),
  };
}

/** What was entered, from the inputs of `formInputs`; a toggle that is off says `false`. */
export function formValues(data: JsonObject): FormValues {
  const values: FormValues = {};
  for (const [id, value] of Object.entries(data)) {
    const text = id.startsWith(FORM_INPUT) ? asText(value)?.trim() : undefined;
    if (text && text !== 'false') values[id.slice(FORM_INPUT.length)] = text;
  }
  return values;
}
