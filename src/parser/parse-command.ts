import { type ParseResult } from '../model/parse-result';
import { type ParseContext } from './parse-context';
import { readLine } from './read-line';
import { wellFormed } from '../model/well-formed';

/** Longer than any command; Slack and Teams cut their own lines later. Characters. */
const LONGEST_LINE = 4_000;

/** How many repairs in a row a suggestion may take: a mistyped command, then its mistyped arguments. */
const REPAIRS = 2;

/** Reads a line of chat, with or without slash. Never throws: whatever cannot be understood is told as such. */
export function parseCommand(line: string, context: ParseContext): ParseResult {
  if (line.length > LONGEST_LINE) {
    const problem = `The line has ${line.length} characters; ${LONGEST_LINE} are the most a command may have.`;
    return { ok: false, code: 'too_long', text: wellFormed(line.slice(0, 200)), problem, understood: {} };
  }
  const read = readLine(wellFormed(line), context);
  if (!('repairs' in read)) return read.result;
  const suggestion = suggest(read.repairs(), context, REPAIRS);
  return suggestion === undefined ? read.result : { ...read.result, suggestion };
}

/** The first repaired line that works. */
function suggest(lines: string[], context: ParseContext, repairs: number): string | undefined {
  for (const line of lines) {
    const read = readLine(line, context);
    if (!('repairs' in read)) return read.result.text;
    const suggestion = repairs > 1 ? suggest(read.repairs(), context, repairs - 1) : undefined;
    if (suggestion !== undefined) return suggestion;
  }
  return undefined;
}
