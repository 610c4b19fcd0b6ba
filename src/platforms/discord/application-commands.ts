import { type RESTPutAPIApplicationGuildCommandsJSONBody } from 'discord-api-types/v10';
import { type ArgumentSpec, type CommandSpec, type OptionSpec } from '../../model/command-spec';
import { optionsOf } from '../../model/options-of';
import { cut } from '../shared/clean-text';
import { CHAT_COMMANDS, COMMAND_DESCRIPTION, COMMAND_NAME, COMMAND_OPTIONS } from './limits';
import { COMMAND, MESSAGE_COMMANDS } from './read-command';

/** In guilds only, installed there: people elsewhere have nobody to see what they ask. */
const WHERE = { contexts: [0], integration_types: [0] };

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;

/**
 * The body that registers these commands, and takes back all others. Throws when Discord would refuse it.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-guild-application-commands
 */
export function applicationCommands(specs: CommandSpec[]): RESTPutAPIApplicationGuildCommandsJSONBody {
  if (specs.length > CHAT_COMMANDS) throw new Error(`Discord takes ${CHAT_COMMANDS} commands, not ${specs.length}.`);
  return [...specs.map(slashCommand), ...MESSAGE_COMMANDS.map((name) => ({ type: COMMAND.message, name, ...WHERE }))];
}

function slashCommand(spec: CommandSpec) {
  // Discord asks for those that must be there first; the line is put together in our own order.
  const args = [...spec.arguments].sort(
    (one, other) => Number(one.optional ?? false) - Number(other.optional ?? false),
  );
  const options = [...args.map(argumentOption), ...optionsOf(spec).map(option)];
  const names = [spec.name, ...options.map(({ name }) => name)];
  const wrong = names.find((name) => !/^[-_\p{Ll}\p{N}]+$/u.test(name) || name.length > COMMAND_NAME);
  if (wrong !== undefined) throw new Error(`Discord does not take ${wrong} as a name.`);
  if (options.length > COMMAND_OPTIONS) throw new Error(`/${spec.name} has more than ${COMMAND_OPTIONS} options.`);
  if (new Set(names.slice(1)).size < options.length) throw new Error(`/${spec.name} has two options of one name.`);
  return { type: COMMAND.slash, name: spec.name, description: described(spec.summary), options, ...WHERE };
}

/** Arguments that something is offered for while they are typed. */
function isCompleted({ kind }: ArgumentSpec): boolean {
  return kind === 'service' || kind === 'environment' || kind === 'version';
}

function argumentOption(argument: ArgumentSpec) {
  const { name, kind, optional } = argument;
  return {
    type: kind === 'count' ? INTEGER : STRING,
    name,
    description: described(DESCRIPTIONS[kind] ?? name),
    required: !optional,
    ...(isCompleted(argument) ? { autocomplete: true } : {}),
    ...(kind === 'count' ? { min_value: 0 } : {}),
  };
}

const DESCRIPTIONS: Partial<Record<ArgumentSpec['kind'], string>> = {
  service: 'which service',
  environment: 'where',
  count: 'how many',
  command: 'which command',
};

function option({ name, kind, summary }: OptionSpec) {
  return { type: kind === 'flag' ? BOOLEAN : STRING, name, description: described(summary), required: false };
}

const described = (text: string) => cut(text, COMMAND_DESCRIPTION) || '–';
