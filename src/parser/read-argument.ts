import { type ArgumentSpec } from '../model/command-spec';
import { type Finding } from './finding';
import { nearest } from './nearest';
import { choices, shown } from './phrases';

interface ParseNames {
  commands: string[];
  services: string[];
  environments: string[];
}

/** The value of an argument, or what is wrong with its text and the nearest text that would do. */
type Argument = { value: string | number } | { finding: Finding; repaired?: string };

export function readArgument(
  { name, kind, choices: known = [] }: ArgumentSpec,
  text: string,
  names: ParseNames,
): Argument {
  switch (kind) {
    case 'service':
      return oneOf(text, names.services, 'service');
    case 'environment':
      return oneOf(text, names.environments, 'environment');
    case 'command':
      return oneOf(text.replace(/^\//, ''), names.commands, 'command');
    case 'choice':
      return known.includes(text.toLowerCase()) ? { value: text.toLowerCase() } : noChoice(name, text, known);
    case 'count':
      return count(name, text);
    case 'text':
    case 'words':
    case 'version':
      if (text.trim()) return { value: text };
      return { finding: { code: 'bad_value', problem: `The ${name} is empty.` } };
  }
}

function oneOf(text: string, known: string[], kind: 'service' | 'environment' | 'command'): Argument {
  if (known.includes(text)) return { value: text };
  const repaired = nearest(text, known);
  const problem = `There is no ${kind} ${shown(text)}. ${choices(`${kind}s`, known, repaired)}`;
  return { finding: { code: `unknown_${kind}`, problem }, repaired };
}

function noChoice(name: string, text: string, known: string[]): Argument {
  const repaired = nearest(text, known);
  const problem = `The ${name} cannot be ${shown(text)}. ${choices('choices', known, repaired)}`;
  return { finding: { code: 'bad_value', problem }, repaired };
}

/** Only the plain form: `1e3`, `0x10`, `+3`, `3.0` and `03` may not be what somebody means. */
function count(name: string, text: string): Argument {
  const value = text.trim() === '' ? NaN : Number(text.normalize('NFKC'));
  const fits = Number.isSafeInteger(value) && value >= 0;
  if (fits && String(value) === text) return { value };
  const problem = `The ${name} ${shown(text)} is not a whole number such as 3.`;
  return { finding: { code: 'bad_value', problem }, repaired: fits ? String(value + 0) : undefined };
}
