import { closest, distance } from 'fastest-levenshtein';

/** `, did you mean team-leads?`, or nothing when no word is near. */
export function didYouMean(found: string, words: string[]): string {
  if (words.length === 0) return '';
  const word = closest(found, words);
  return distance(found, word) <= Math.max(1, word.length / 2) ? `, did you mean ${word}?` : '';
}
