import { type CommandSpec } from '../../model/command-spec';
import { optionsOf } from '../../model/options-of';

/** What Discord tells of each argument that was filled in. */
export interface Given {
  name: string;
  value: string | number | boolean;
}

/**
 * The line as one would have typed it: arguments in their order, then options. A value is one word however it looks, so
 * that nothing typed into one field can become another.
 */
export function commandLine(name: string, given: Given[], spec: CommandSpec | undefined): string {
  const value = (wanted: string) => given.find((one) => one.name === wanted)?.value;
  const args = spec ? spec.arguments.map((argument) => value(argument.name)) : given.map((one) => one.value);
  const filled = args.slice(0, args.findLastIndex((one) => one !== undefined) + 1);
  const options = (spec ? optionsOf(spec) : []).flatMap(({ name: option, kind }) => {
    const chosen = value(option);
    if (chosen === undefined || chosen === false) return [];
    return kind === 'flag' ? [`--${option}`] : [`--${option}`, word(String(chosen))];
  });
  return [`/${name}`, ...filled.map((one) => word(String(one ?? ''))), ...options].join(' ');
}

/** Quoted unless it is surely one word by itself; any double quote would close the others. */
function word(text: string): string {
  if (/^[\p{L}\p{N}_.][\p{L}\p{N}_.,:/@+=-]*$/u.test(text)) return text;
  return `"${text.replace(/["\\“”„‟«»]/g, '\\$&')}"`;
}
