import { type ChatEvent } from '../../model/chat-event';
import { type CommandSpec } from '../../model/command-spec';
import { asObjects, asText, type JsonObject } from '../shared/read-json';
import { commandLine, type Given } from './command-line';
import { isId, isoFromId } from './discord-time';
import { type Interaction } from './interaction';
import { PINS, readPin } from './read-pin';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types */
export const COMMAND = { slash: 1, message: 3 } as const;

/** The words by which a request is decided, in the menu of its message. */
const DECISIONS = { Approve: 'approve', Reject: 'reject' } as const;

/** Commands in the menu of a message. */
export const MESSAGE_COMMANDS = [...Object.keys(DECISIONS), ...Object.keys(PINS)];

/** Reads a slash command, or one from a message's menu. */
export function readCommand(interaction: Interaction, specs: CommandSpec[]): ChatEvent {
  const { id, data, origin, place } = interaction;
  const name = asText(data['name']) ?? '';
  const at = isoFromId(id);
  const decision = Object.hasOwn(DECISIONS, name) ? DECISIONS[name as keyof typeof DECISIONS] : undefined;
  const target = asText(data['target_id']);
  if (data['type'] === COMMAND.message && decision && isId(target) && at) {
    const key = { scope: 'words', key: id };
    return {
      kind: 'vote',
      key,
      decision,
      on: { channel: place, message: target },
      at,
      origin,
      by: 'words',
      answerable: true,
    };
  }
  const added = data['type'] === COMMAND.message && Object.hasOwn(PINS, name) ? PINS[name] : undefined;
  const pin = added === undefined ? undefined : readPin(interaction, added);
  if (pin) return pin;
  if (data['type'] !== COMMAND.slash || !/^[\w-]{1,32}$/.test(name)) {
    return { kind: 'unsupported', reason: 'This is no command of Countersign.' };
  }
  const spec = specs.find((one) => one.name === name);
  const text = commandLine(name, given(data), spec);
  return { kind: 'command', key: { scope: 'command', key: id }, text, origin, answerable: true };
}

export function given(data: JsonObject): Given[] {
  return asObjects(data['options']).flatMap(({ name, value }) =>
    typeof name === 'string' && ['string', 'number', 'boolean'].includes(typeof value)
      ? [{ name, value: value as Given['value'] }]
      : [],
  );
}
