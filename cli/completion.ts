import { type ArgumentSpec, type CommandSpec } from '../src/model/command-spec';
import { optionsOf } from '../src/model/options-of';
import { OWN_WORDS } from './usage';

const SHELLS: Record<string, string> = {
  bash: `_countersign() {
  local IFS=$'\\n'
  COMPREPLY=($(countersign __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _countersign countersign
`,
  zsh: `#compdef countersign
_countersign() {
  local -a offered
  offered=(\${(f)"$(countersign __complete -- "\${(@)words[2,$CURRENT]}" 2>/dev/null)"})
  compadd -a offered
}
compdef _countersign countersign
`,
  fish: `function __countersign_complete
  set -l words (commandline -opc)[2..-1] (commandline -ct)
  countersign __complete -- $words 2>/dev/null
end
complete -c countersign -f -a '(__countersign_complete)'
`,
};

export function completionScript(shell: string): string | undefined {
  return Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
}

/** Asks the app what a field offers, given what is filled in already. */
export type Choices = (
  command: string,
  field: string,
  typed: string,
  values: Record<string, string>,
) => Promise<string[]>;

/** What may stand in the place of the last word, which is being typed. */
export async function complete(words: string[], specs: CommandSpec[], choices: Choices): Promise<string[]> {
  const typed = words.at(-1) ?? '';
  const [command, ...before] = words.slice(0, -1);
  const like = (offered: string[]) => offered.filter((one) => one.startsWith(typed) && isPlain(one));
  if (command === undefined) return like([...specs.map(({ name }) => name), ...Object.keys(OWN_WORDS)].sort());
  const spec = specs.find(({ name }) => name === command.replace(/^\//, ''));
  if (command === 'completion') return like(Object.keys(SHELLS));
  if (!spec) return [];
  const options = optionsOf(spec);
  if (typed.startsWith('-')) {
    return like(options.map(({ name }) => `--${name}`).filter((option) => !before.includes(option)));
  }
  if (options.some(({ name, kind }) => kind === 'text' && before.at(-1) === `--${name}`)) return [];
  const given = before.filter((word, at) => !word.startsWith('-') && !takesNext(before[at - 1], options));
  const argument = spec.arguments[given.length];
  if (!argument) return [];
  return like(await offered(spec, argument, typed, given, specs, choices));
}

/** Shells put what is offered into the line as it is: nothing that they would run or take apart. */
function isPlain(word: string): boolean {
  return /^[\w.,:/@+-][\w.,:/@+=-]*$/.test(word);
}

function takesNext(word: string | undefined, options: ReturnType<typeof optionsOf>): boolean {
  return options.some(({ name, kind }) => kind === 'text' && word === `--${name}`);
}

async function offered(
  spec: CommandSpec,
  { name, kind, choices: known = [] }: ArgumentSpec,
  typed: string,
  given: string[],
  specs: CommandSpec[],
  choices: Choices,
): Promise<string[]> {
  if (kind === 'choice') return known;
  if (kind === 'command') return specs.map((one) => one.name);
  if (kind !== 'service' && kind !== 'environment' && kind !== 'version') return [];
  const values = Object.fromEntries(given.map((value, at) => [spec.arguments[at]?.name ?? '', value]));
  return choices(spec.name, name, typed, values);
}
