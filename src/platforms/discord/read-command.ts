import { type ChatEvent } from '../../model/chat-event';
import { type CommandSpec } from '../../model/command-spec';
import { asObjects, asText, type JsonObject } from '../shared/read-json';
import { commandLine, type Given } from './command-line';
import { isId, isoFromId } from './discord-time';
import { type Interaction } from './interaction';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types */
export const COMMAND = { slash: 1, message: 3 } as const;

/** Commands in the menu of a message: the words by which a request is decided. */
export const MESSAGE_COMMANDS = { Approve: 'approve', Reject: 'reject' } as const;

/** Reads a slash command, or one from a message's menu. */
export function readCommand({ id, data, origin, place }: Interaction, specs: CommandSpec[]): ChatEvent {
  const name = asText(data['name']) ?? '';
  const at = isoFromId(id);
  const decision = Object.hasOwn(MESSAGE_COMMANDS, name)
    ? MESSAGE_COMMANDS[name as keyof typeof MESSAGE_COMMANDS]
    : undefined;
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
