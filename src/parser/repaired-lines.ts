import { type CommandSpec } from '../model/command-spec';
import { type Arranged } from './arrange';
import { checkArguments } from './check-arguments';
import { type ParseContext } from './parse-context';
import { optionWords, textWord, writeLine } from './write-line';

/** Arguments are only put into another order when they are few. */
const REORDERED = 3;

/**
 * Lines that may have been meant by one that does not work, the likeliest first. Nothing that was typed is left out: a
 * word that was not understood may have been what matters.
 */
export function repairedLines(command: CommandSpec, arranged: Arranged, context: ParseContext): string[] {
  if (arranged.lost) return [];
  const { options, tail } = joinTail(command, arranged);
  const texts = arranged.positionals.slice(0, arranged.positionals.length - tail).map(({ text }) => text);
  const orders = texts.length <= REORDERED ? ordersOf(texts) : [texts];
  return orders.flatMap((order) => {
    const { repaired } = checkArguments(order, command, context);
    if (checkArguments(repaired, command, context).findings.length > 0 || repaired.length < texts.length) return [];
    return [writeLine(command.name, [...repaired.map(textWord), ...options.flatMap(optionWords)])];
  });
}

/** `--reason fix the login`: the words that are too many belong to the text before them. `tail` is their number. */
function joinTail(command: CommandSpec, { options, positionals, unquotedTail }: Arranged) {
  const tail = positionals.length - command.arguments.length;
  const last = options.at(-1);
  if (!last || tail < 1 || unquotedTail.length !== tail + 1) return { options, tail: 0 };
  const value = unquotedTail.map(({ text }) => text).join(' ');
  return { options: [...options.slice(0, -1), { ...last, value, quoted: true }], tail };
}

/** Every order of the texts, beginning with the one they have. */
function ordersOf(texts: string[]): string[][] {
  if (texts.length < 2) return [texts];
  return texts.flatMap((text, index) => ordersOf(texts.toSpliced(index, 1)).map((others) => [text, ...others]));
}
