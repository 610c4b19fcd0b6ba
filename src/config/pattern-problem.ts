const longest = 300;

/**
 * Why a regular expression of the company file is not taken; undefined when it is. Refuses what is known to take time
 * without end, a repetition of a repetition; what only turns out slow is stopped when it runs (connectors/own-masks.ts).
 */
export function patternProblem(source: string): string | undefined {
  if (source.length > longest) return `has at most ${longest} characters`;
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'gi');
  } catch (error) {
    return `is valid (${(error as Error).message.split(': ').at(-1)})`;
  }
  if (repeatsRepetition(source)) return 'has no repetition within a repetition, as in (a+)+';
  if (pattern.test('')) return 'does not match nothing at all';
  return undefined;
}

const repetition = /^(?:[*+]|\{\d+(?:,\d*)?\})/;
/** One of no fixed length: what makes several ways to match. */
const stretchy = /^(?:[*+]|\{\d+,\d*\})/;

/** Whether a group that stretches is itself repeated. `?` is no repetition: it doubles the ways, no more. */
function repeatsRepetition(source: string): boolean {
  const groups = [false];
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (character === '[') at = endOfClass(source, at);
    else if (character === '(') groups.push(false);
    else if (character === ')') {
      const stretches = groups.pop() ?? false;
      if (stretches && repetition.test(source.slice(at + 1))) return true;
      if (stretches) groups[groups.length - 1] = true;
    } else if (stretchy.test(source.slice(at))) groups[groups.length - 1] = true;
  }
  return false;
}

function endOfClass(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === ']') return at;
  }
  return source.length;
}
