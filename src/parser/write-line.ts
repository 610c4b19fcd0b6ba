import { DOUBLE_QUOTES } from './characters';
import { tokenize, type Word } from './tokenize';

/** A command line in its one form: plain name, single spaces, straight quotes and only where they are needed or were. */
export function writeLine(command: string, words: Word[]): string {
  return [`/${command}`, ...words.map(writeWord)].join(' ');
}

function writeWord(word: Word): string {
  if (word.kind === 'text') return word.quoted ? quote(word.text) : quoteIfNeeded(word.text);
  if (word.value === undefined) return word.flag;
  return `${word.flag}=${word.quoted ? quote(word.value) : quoteIfNeeded(word.value)}`;
}

export function textWord(text: string): Word {
  return { kind: 'text', text, quoted: false };
}

export function optionWords({
  spec,
  value,
  quoted,
}: {
  spec: { name: string };
  value?: string;
  quoted: boolean;
}): Word[] {
  const option: Word = { kind: 'option', flag: `--${spec.name}`, quoted: false };
  return value === undefined ? [option] : [option, { kind: 'text', text: value, quoted }];
}

function quoteIfNeeded(text: string): string {
  const [word, ...more] = tokenize(text).words;
  const asIs = more.length === 0 && word?.kind === 'text' && !word.quoted && word.text === text;
  return asIs ? text : quote(text);
}

function quote(text: string): string {
  const plain = `"${text.replace(/["\\]/g, '\\$&')}"`;
  const [word, ...more] = tokenize(plain).words;
  if (more.length === 0 && word?.kind === 'text' && word.text === text) return plain;
  return `"${text.replace(new RegExp(`[\\\\${DOUBLE_QUOTES}]`, 'g'), '\\$&')}"`;
}
