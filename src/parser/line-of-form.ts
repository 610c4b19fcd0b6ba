import { type CommandSpec } from '../model/command-spec';
import { type FormValues } from '../model/form';
import { optionsOf } from '../model/options-of';
import { type Word } from './tokenize';
import { textWord, writeLine } from './write-line';

/** The line that says what a form holds. An empty field in front of filled ones stays empty, so that none takes its place. */
export function lineOfForm(spec: CommandSpec, values: FormValues): string {
  const filled = spec.arguments.map(({ name }) => values[name]?.trim() ?? '');
  const last = filled.findLastIndex((text) => text !== '');
  const words = filled.slice(0, last + 1).map(textWord);
  const options = optionsOf(spec).flatMap(({ name, kind }): Word[] => {
    const value = values[name]?.trim();
    if (!value) return [];
    return [{ kind: 'option', flag: `--${name}`, quoted: false }, ...(kind === 'flag' ? [] : [textWord(value)])];
  });
  return writeLine(spec.name, [...words, ...options]);
}
