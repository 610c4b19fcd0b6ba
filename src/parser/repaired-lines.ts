import { type CommandSpec } from '../model/command-spec';
import { type Arranged } from './arrange';
import { optionWords, textWord, writeLine } from './write-line';

/** Arguments are only put into another order when they are few. */
const REORDERED = 3;

/**
 * Lines that may have been meant by one that does not work, the likeliest first. Some may not work either. Nothing that
 * was typed is left out: a word that was not understood may have been what matters.
 */
export function repairedLines(
  command: CommandSpec,
  { options, positionals, unquotedTail }: Arranged,
  repaired: string[],
) {
  const write = (texts: string[], given = options) =>
    writeLine(command.name, [...texts.map(textWord), ...given.flatMap(optionWords)]);
  const extras = positionals.slice(command.arguments.length);
  const last = options.at(-1);
  if (last && extras.length > 0 && unquotedTail.length === extras.length + 1) {
    const value = unquotedTail.map(({ text }) => text).join(' ');
    return [write(repaired, [...options.slice(0, -1), { ...last, value, quoted: true }])];
  }
  const texts = positionals.map(({ text }) => text);
  return [
    write([...repaired, ...texts.slice(repaired.length)]),
    ...(texts.length <= REORDERED ? orders(texts).map((order) => write(order)) : []),
  ];
}

function orders(texts: string[]): string[][] {
  if (texts.length < 2) return [texts];
  return texts.flatMap((text, index) => orders(texts.toSpliced(index, 1)).map((others) => [text, ...others]));
}
