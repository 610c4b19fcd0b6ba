import { createInterface } from 'node:readline/promises';
import { cleanLine } from '../src/platforms/shared/clean-text';
import { Api } from './api';
import { askCommand, watch } from './ask-command';
import { CliError } from './cli-error';
import { type Io } from './console-io';
import { decide, listPending, wholeId } from './decide';
import { EXIT } from './exit-codes';
import { lineOf } from './line-of';
import { type Invocation, readArguments } from './read-arguments';
import { homeOf, readSettings, saveSettings } from './settings';
import { styleWith, wantsColor } from './style';
import { Terminal } from './terminal';
import { Tokens } from './tokens';
import { usage } from './usage';

const { env, stdin, stdout, stderr } = process;

async function run(argv: string[]): Promise<number> {
  const invocation = readArguments(argv);
  const { command, rest, flags } = invocation;
  if (command === undefined) {
    stdout.write(`${usage()}\n`);
    return argv.length === 0 ? EXIT.usage : EXIT.success;
  }
  const io = ioFor(invocation);
  if (command === 'completion') return printCompletion(rest[0]);
  if (command === '__complete') return offerWords(rest);
  if (command === 'login') return login(io, invocation);
  const settings = readSettings(env);
  const tokens = new Tokens(settings, homeOf(env));
  if (command === 'logout') {
    tokens.forget();
    io.note('Signed out.');
    return EXIT.success;
  }
  const api = new Api(settings.url, () => tokens.current(), { channel: flags.channel });
  switch (command) {
    case 'pending':
      return listPending(api, io);
    case 'approve':
    case 'reject':
    case 'confirm':
      return decide(api, io, command, rest);
    case 'watch':
      if (rest[0] === undefined) throw new CliError('Say which: countersign watch <id>', EXIT.usage);
      return watch(api, io, await wholeId(api, rest[0]));
    case 'cancel': {
      const [which, ...words] = rest;
      const line = lineOf(['cancel', ...(which === undefined ? [] : [await wholeId(api, which)]), ...words]);
      return askCommand(api, io, line, flags.wait);
    }
    default:
      if (rest.includes('--help')) return askCommand(api, io, lineOf(['help', command]), true);
      return askCommand(api, io, lineOf([command, ...rest]), flags.wait);
  }
}

function ioFor({ flags: { json } }: Invocation): Io {
  const interactive = stdin.isTTY && stdout.isTTY;
  return {
    style: styleWith(!json && wantsColor(stdout, env)),
    terminal: new Terminal(stdout),
    say: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    ...(interactive && { question }),
    json,
  };
}

async function question(words: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    return await lines.question(words);
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    throw new CliError('Left. What was asked before goes on.', EXIT.interrupted);
  } finally {
    lines.close();
  }
}

async function login(io: Io, { settings: given }: Invocation): Promise<number> {
  const settings = given.url === undefined ? readSettings(env) : saveSettings(env, given);
  const tokens = new Tokens(settings, homeOf(env));
  await tokens.signIn((page, code) => {
    io.note(`To sign in, open ${cleanLine(page)} in a browser and enter the code ${cleanLine(code)}.`);
  });
  const { you } = await new Api(settings.url, () => tokens.current()).pending();
  io.note(`Signed in: you are @${cleanLine(you)}.`);
  return EXIT.success;
}

async function printCompletion(shell = ''): Promise<number> {
  const { completionScript } = await import('./completion');
  const script = completionScript(shell);
  if (script === undefined) throw new CliError('countersign completion bash, zsh or fish', EXIT.usage);
  stdout.write(script);
  return EXIT.success;
}

/** Commands and options are offered to whoever has not signed in yet, too. */
async function offerWords(words: string[]): Promise<number> {
  const [{ complete }, { commands }] = await Promise.all([import('./completion'), import('../src/commands/index')]);
  const specs = commands.map(({ spec }) => spec);
  const choices = async (...asked: Parameters<Api['choices']>) => {
    try {
      const settings = readSettings(env);
      const tokens = new Tokens(settings, homeOf(env));
      return await new Api(settings.url, () => tokens.current(), { patienceMs: 0 }).choices(...asked);
    } catch {
      return [];
    }
  };
  for (const word of await complete(words, specs, choices)) stdout.write(`${word}\n`);
  return EXIT.success;
}

// Whoever reads us may stop doing so, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.success : EXIT.failure),
);

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof CliError;
    stderr.write(`${cleanLine(known ? error.message : `This is a fault of countersign itself: ${String(error)}`)}\n`);
    process.exitCode = known ? error.code : EXIT.failure;
  },
);
