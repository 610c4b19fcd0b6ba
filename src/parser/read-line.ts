import { type CommandSpec } from '../model/command-spec';
import { finder } from '../model/finder';
import { type ParseResult } from '../model/parse-result';
import { arrange } from './arrange';
import { checkArguments } from './check-arguments';
import { type Finding } from './finding';
import { nearest } from './nearest';
import { usageOf } from '../model/options-of';
import { type ParseContext } from './parse-context';
import { choices, shown } from './phrases';
import { repairedLines } from './repaired-lines';
import { tokenize, type Word } from './tokenize';
import { optionWords, textWord, writeLine } from './write-line';

/** What a line says; where it says nothing that works, also the lines that may have been meant. */
type ReadLine =
  | { result: Extract<ParseResult, { ok: true }> }
  | { result: Extract<ParseResult, { ok: false }>; repairs: () => string[] };

export function readLine(line: string, context: ParseContext): ReadLine {
  const { words, unclosed } = tokenize(line);
  if (unclosed) {
    const text = `/${line
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .replace(/^\//, '')}`;
    const problem = `The quote ${unclosed} is never closed.`;
    return failure({ code: 'unclosed_quote', problem }, text, () => [line + unclosed]);
  }
  const [first, ...rest] = words;
  if (!first) return failure({ code: 'empty', problem: 'Nothing was asked.' }, '', () => []);
  const name = first.kind === 'text' ? first.text.replace(/^\//, '') : first.flag;
  const command = byName(context.commands, name.toLowerCase());
  return command ? readCommand(command, rest, context) : unknownCommand(name, rest, context);
}

const byName = finder<CommandSpec>(({ name }) => [name]);

function unknownCommand(name: string, rest: Word[], { commands }: ParseContext): ReadLine {
  const names = commands.map((spec) => spec.name);
  const near = nearest(name, names);
  const hint = choices(
    'commands',
    names.map((known) => `/${known}`),
    near && `/${near}`,
  );
  const finding: Finding = { code: 'unknown_command', problem: `There is no command ${shown(`/${name}`)}. ${hint}` };
  return failure(finding, writeLine(name, rest), () => (near ? [writeLine(near, rest)] : []));
}

function readCommand(command: CommandSpec, rest: Word[], context: ParseContext): ReadLine {
  const arranged = arrange(rest, command);
  const checked = checkArguments(
    arranged.positionals.map(({ text }) => text),
    command,
    context,
  );
  const findings = [...arranged.findings, ...checked.findings];
  const [finding] = findings;
  const options = Object.fromEntries(
    arranged.options.map(({ spec, value }) => [spec.name, spec.kind === 'flag' || value]),
  );
  if (finding) {
    const values = Object.entries({ ...checked.values, ...options }).filter(([, value]) => value !== undefined);
    const understood = Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
    const { result, repairs } = failure(finding, writeLine(command.name, rest), () =>
      repairedLines(command, arranged, context),
    );
    const incomplete = findings.some(({ code }) => code === 'missing_argument');
    const details = {
      command: command.name,
      understood,
      usage: usageOf(command),
      ...(incomplete && { incomplete }),
      faults: faultsOf(findings),
    };
    return { result: { ...result, ...details }, repairs };
  }
  const words = [...arranged.positionals.map(({ text }) => textWord(text)), ...arranged.options.flatMap(optionWords)];
  const text = writeLine(command.name, words);
  return { result: { ok: true, command: command.name, args: { ...checked.values, ...options }, text } };
}

function failure({ code, problem }: Finding, text: string, repairs: () => string[]) {
  return { result: { ok: false as const, code, problem, text, understood: {} }, repairs };
}

/** The first of each. */
function faultsOf(findings: Finding[]): Record<string, string> {
  return Object.fromEntries(
    findings.flatMap(({ about, problem }) => (about === undefined ? [] : [[about, problem]])).reverse(),
  ) as Record<string, string>;
}
