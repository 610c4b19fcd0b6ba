import type { Result } from './run-rows';

const shown = 160;

/** Some lines for people: the verdict, what was expected and where that comes from, what came. A difference is shown whole. */
export function describeResult(result: Result): string {
  const { row, verdict } = result;
  const lines = [`${verdict}  ${row.name}`, `      per ${row.source}`];
  if (verdict === 'skip') lines.push(`      skipped: ${result.reason}`);
  else if (verdict === 'pass') lines.push(`      expected and got ${shorten(JSON.stringify(row.expected))}`);
  else {
    const got = 'error' in result ? describeError(result.error) : JSON.stringify(result.got);
    lines.push(`      expected ${JSON.stringify(row.expected)}`, `      got      ${got}`);
  }
  return lines.join('\n');
}

function describeError({ message, cause }: Error): string {
  return `an error: ${message}${cause instanceof Error ? ` (${cause.message})` : ''}`;
}

function shorten(text: string): string {
  return text.length > shown ? `${text.slice(0, shown)}…` : text;
}
