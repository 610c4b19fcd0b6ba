import { type CommandSpec } from '../model/command-spec';
import { type Finding } from './finding';
import { type ParseContext } from './parse-context';
import { choices, shown } from './phrases';
import { readArgument } from './read-argument';

interface CheckedArguments {
  values: Record<string, string | number>;
  findings: Finding[];
  /** The texts of the arguments that there are, each put right where that was possible. */
  repaired: string[];
}

/** Reads each text as the argument in its place. */
export function checkArguments(texts: string[], command: CommandSpec, context: ParseContext): CheckedArguments {
  const names = { ...context, commands: context.commands.map(({ name }) => name) };
  const checked: CheckedArguments = { values: {}, findings: [], repaired: [] };
  const rest = command.arguments.findIndex(({ kind }) => kind === 'words');
  const given = rest === -1 || texts.length <= rest ? texts : [...texts.slice(0, rest), texts.slice(rest).join(' ')];
  command.arguments.forEach((spec, index) => {
    const text = given[index];
    if (text === undefined) {
      if (!spec.optional)
        checked.findings.push({ code: 'missing_argument', problem: missing(spec, names), about: spec.name });
      return;
    }
    const argument = readArgument(spec, text, names);
    if ('value' in argument) checked.values[spec.name] = argument.value;
    else checked.findings.push({ ...argument.finding, about: spec.name });
    checked.repaired.push(('repaired' in argument && argument.repaired) || text);
  });
  const extra = given[command.arguments.length];
  if (extra !== undefined) {
    const takes = command.arguments.map(({ name }) => name).join(', ') || 'no arguments';
    const problem = `${shown(extra)} is too much: /${command.name} takes ${takes}. Put a text of several words in quotes.`;
    checked.findings.push({ code: 'too_many_arguments', problem });
  }
  return checked;
}

function missing(
  { name, kind }: CommandSpec['arguments'][number],
  names: Record<'services' | 'environments', string[]>,
): string {
  if (kind === 'service') return `The ${name} is missing. ${choices('services', names.services, undefined)}`;
  if (kind === 'environment')
    return `The ${name} is missing. ${choices('environments', names.environments, undefined)}`;
  return `The ${name} is missing.`;
}
