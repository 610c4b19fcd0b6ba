import { type CommandSpec, type OptionSpec } from '../model/command-spec';
import { nearest } from './nearest';
import { optionsOf } from '../model/options-of';
import { choices, shown } from './phrases';
import { type Word } from './tokenize';
import { type Finding } from './finding';

type Text = Extract<Word, { kind: 'text' }>;

export interface Arranged {
  positionals: Text[];
  /** In the order given. `value` is missing for flags. */
  options: { spec: OptionSpec; value?: string; quoted: boolean }[];
  findings: Finding[];
  /** The last option's text and what came right behind it: likely one text without its quotes. */
  unquotedTail: Text[];
  /** Whether an option was like none there is. */
  lost: boolean;
}

/** Parts words into arguments and options. An option that is nearly known is taken as meant, and found at fault. */
export function arrange(words: Word[], command: CommandSpec): Arranged {
  const known = optionsOf(command);
  const arranged: Arranged = { positionals: [], options: [], findings: [], unquotedTail: [], lost: false };
  const { positionals, options, findings } = arranged;
  const wrong = (about: string, problem: string) => findings.push({ code: 'bad_value', problem, about });
  const rest = [...words];
  for (let word = rest.shift(); word; word = rest.shift()) {
    if (word.kind === 'text') {
      positionals.push(word);
      if (arranged.unquotedTail.length > 0) arranged.unquotedTail.push(word);
      continue;
    }
    arranged.unquotedTail = [];
    const { flag } = word;
    const name = flag.replace(/^-+/, '');
    const near = nearest(
      name,
      known.map((option) => option.name),
    );
    const exact = flag === `--${near}`;
    const spec = known.find((option) => option.name === near);
    if (!exact) {
      const hint = choices(
        'options',
        known.map((option) => `--${option.name}`),
        near && `--${near}`,
      );
      findings.push({ code: 'unknown_option', problem: `/${command.name} has no option ${shown(flag)}. ${hint}` });
    }
    if (!spec) {
      arranged.lost = true;
      continue;
    }
    if (options.some((option) => option.spec === spec)) wrong(spec.name, `--${spec.name} is given twice.`);
    if (spec.kind === 'flag') {
      if (word.value !== undefined) wrong(spec.name, `--${spec.name} takes no value.`);
      options.push({ spec, quoted: false });
      continue;
    }
    const next = rest[0];
    if (word.value === undefined && next?.kind === 'text') {
      rest.shift();
      options.push({ spec, value: next.text, quoted: next.quoted });
      if (!next.quoted) arranged.unquotedTail = [next];
    } else options.push({ spec, value: word.value, quoted: word.quoted });
    if (!options.at(-1)?.value?.trim()) wrong(spec.name, `--${spec.name} needs a text: --${spec.name} "…"`);
  }
  return arranged;
}
