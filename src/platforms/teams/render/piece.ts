import { type Inline } from '../../../model/view';
import { cleanLine, cut } from '../../shared/clean-text';
import { webAddress } from '../../shared/web-address';
import { ADDRESS, type Room } from './card-limits';
import { type Mention, type Mentions } from './mentions';

/** A part of a line, cleaned and cut. `words` is what it says without any format. */
export interface Piece {
  words: string;
  bold?: true;
  code?: true;
  url?: string;
  mention?: Mention;
  /** ISO 8601 to the second, shown in the viewer's own time. */
  instant?: string;
}

/** The line in as many pieces as there is room for; `…` stands for the rest, and nothing for a line that says nothing. */
export function piecesOf(line: Inline[], room: Pick<Room, 'line' | 'pieces'>, mentions: Mentions): Piece[] {
  const kept: Piece[] = [];
  let left = room.line;
  for (const inline of line) {
    if (left <= 0 || kept.length >= room.pieces) {
      kept.push({ words: '…' });
      break;
    }
    const piece = pieceOf(inline, left, mentions);
    left -= piece.words.length;
    if (piece.words) kept.push(piece);
  }
  return kept.some(({ words }) => words.trim()) ? kept : [];
}

function pieceOf(inline: Inline, most: number, mentions: Mentions): Piece {
  const fit = (text: string) => cut(cleanLine(text), most);
  if (typeof inline === 'string') return { words: fit(inline) };
  if ('bold' in inline) return { words: fit(inline.bold), bold: true };
  if ('code' in inline) return { words: fit(inline.code), code: true };
  if ('person' in inline) return mentions.of(inline.person);
  if ('link' in inline) {
    const url = webAddress(inline.url, ADDRESS);
    const words = fit(inline.link).trim();
    return url ? { words: words || 'link', url } : { words };
  }
  return instant(inline.time);
}

function instant(time: string): Piece {
  const milliseconds = Date.parse(time);
  const written = Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString();
  if (!/^\d{4}-/.test(written)) return { words: cut(cleanLine(time), 50) };
  return { words: `${written.slice(0, 10)} ${written.slice(11, 16)} UTC`, instant: `${written.slice(0, 19)}Z` };
}

/** The words alone. */
export const wordsOf = (pieces: Piece[]): string => pieces.map(({ words }) => words).join('');
