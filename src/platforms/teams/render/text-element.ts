import { markdown } from './markdown';
import { type Piece } from './piece';

export interface Look {
  size?: 'Small';
  weight?: 'Bolder';
  color?: 'Good' | 'Attention' | 'Accent';
  isSubtle?: true;
  fontType?: 'Monospace';
}

/**
 * A line of a card. In a RichTextBlock data is literal on every client, but only a TextBlock can mention, and there it is
 * escaped Markdown.
 */
export function textElement(pieces: Piece[], look: Look = {}, spacing?: 'None' | 'Small'): object {
  const block = { ...(spacing && { spacing }) };
  if (pieces.some(({ mention }) => mention)) {
    return { type: 'TextBlock', text: markdown(pieces), wrap: true, ...look, ...block };
  }
  return { type: 'RichTextBlock', inlines: joined(pieces).map((piece) => ({ ...run(piece), ...look })), ...block };
}

function run({ words, bold, code, url, instant }: Piece): object {
  return {
    type: 'TextRun',
    text: instant ? `{{DATE(${instant}, SHORT)}} {{TIME(${instant})}}` : withoutFunctions(words),
    ...(bold && { weight: 'Bolder' }),
    ...(code && { fontType: 'Monospace' }),
    ...(url && { color: 'Accent', selectAction: { type: 'Action.OpenUrl', url } }),
  };
}

/** Clients fill in `{{DATE(…)}}` wherever it stands; a word joiner, which nobody sees, keeps that of data as it is. */
function withoutFunctions(words: string): string {
  return words.replace(/\{(?=\{(?:DATE|TIME)\()/g, '{\u2060');
}

/** Neighbours without a format as one run. */
function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const next of pieces) {
    const last = result.at(-1);
    if (last && isPlain(last) && isPlain(next)) result[result.length - 1] = { words: last.words + next.words };
    else result.push(next);
  }
  return result;
}

const isPlain = ({ bold, code, url, instant }: Piece) => !bold && !code && !url && !instant;
