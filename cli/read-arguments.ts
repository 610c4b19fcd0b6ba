import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

export interface Invocation {
  /** Undefined: the usage is wanted. */
  command?: string;
  /** What follows the command, for the app to understand. */
  rest: string[];
  flags: { json: boolean; wait: boolean; channel?: string };
  /** What `login` was told. */
  settings: { url?: string; authority?: string; tenant?: string; client?: string };
}

const LOGIN = ['url', 'authority', 'tenant', 'client'] as const;

/**
 * `--json` and `--no-wait` may stand anywhere: no command of Countersign has an option of that name. All that `--` is followed by
 * is left as it is.
 */
export function readArguments(argv: string[]): Invocation {
  const invocation: Invocation = { rest: [], flags: { json: false, wait: true }, settings: {} };
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const { command, flags, rest } = invocation;
    const login = LOGIN.find((name) => command === 'login' && word === `--${name}`);
    if (word === '--') {
      rest.push(...words.splice(0));
    } else if (word === '--json') flags.json = true;
    else if (word === '--no-wait') flags.wait = false;
    else if (command === undefined && (word === '--help' || word === '-h')) return invocation;
    else if (command === undefined && word === '--channel') flags.channel = words.shift();
    else if (login) invocation.settings[login] = words.shift();
    else if (command === undefined && word.startsWith('-')) {
      throw new CliError(`There is no flag ${word}: countersign --help`, EXIT.usage);
    } else if (command === undefined) invocation.command = word.replace(/^\//, '');
    else rest.push(word);
  }
  return invocation;
}
