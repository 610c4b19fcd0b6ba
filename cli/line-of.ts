/** A command line's words as one line of chat: each stays one word, whatever is in it. */
export function lineOf([command = '', ...words]: string[]): string {
  return [`/${command.replace(/^\//, '')}`, ...words.map(quoted)].join(' ');
}

/** Quoted unless it is surely one word by itself; any double quote would close the others. */
function quoted(word: string): string {
  const [, option, value] = /^(--[a-z][\w-]*=)([\s\S]*)$/.exec(word) ?? [];
  if (option !== undefined && value !== undefined) return `${option.slice(0, -1)} ${quoted(value)}`;
  if (/^[\p{L}\p{N}_.-][\p{L}\p{N}_.,:/@+=-]*$/u.test(word)) return word;
  return `"${word.replace(/["\\“”„‟«»]/g, '\\$&')}"`;
}
