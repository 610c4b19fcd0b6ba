import { type SlashCommand } from '../api/check-commands';
import { type Json } from '../state/model';

type Option = NonNullable<SlashCommand['options']>[number];

/**
 * What Discord's client makes of a typed command: each word goes into the next field that has to be filled, `name:value` and
 * `--name value` into the one of that name.
 * @throws Error where the client would not let it be sent
 */
export function typedLine(
  line: string,
  commands: SlashCommand[],
  incomplete = false,
): { name: string; options: Json[] } {
  const [slash = '', ...words] = [...line.matchAll(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g)].map(([word]) => word);
  const command = commands.find(({ name }) => `/${name}` === slash);
  if (!command) throw new Error(`there is no command ${slash}`);
  const all = command.options ?? [];
  const filled = new Map<string, Json>();
  const named = (name: string) => all.find((option) => option.name === name);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, dashed] = /^--([\w-]+)$/.exec(word) ?? [];
    const [, before, after] = /^([\w-]+):(.+)$/.exec(word) ?? [];
    const byName = named(dashed ?? before ?? '');
    const next = all.find((option) => !filled.has(option.name) && option.type !== BOOLEAN);
    const option = byName ?? next;
    if (!option) throw new Error(`${slash} has no field left for ${word}`);
    if (byName?.type === BOOLEAN) filled.set(option.name, field(option, 'true'));
    else if (byName && dashed) filled.set(option.name, field(option, words[(at += 1)] ?? ''));
    else filled.set(option.name, field(option, byName ? (after ?? '') : word));
  }
  const missing = all.find((option) => option.required && !filled.has(option.name));
  if (missing && !incomplete) throw new Error(`${slash} needs ${missing.name}`);
  return { name: command.name, options: [...filled.values()] };
}

const INTEGER = 4;
const BOOLEAN = 5;

function field({ name, type }: Option, word: string): Json {
  const text = word.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'));
  if (type === BOOLEAN) return { name, type, value: text === 'true' };
  if (type !== INTEGER) return { name, type, value: text };
  if (!/^-?\d{1,15}$/.test(text)) throw new Error(`${name} takes a whole number, not ${text}`);
  return { name, type, value: Number(text) };
}
