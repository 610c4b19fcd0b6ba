import { closest, distance } from 'fastest-levenshtein';

/** Nobody mistypes a name into something longer. */
const LONGEST = 64;

/** The known word that was most likely meant, if one is near: alike but for case and width, a part of it, or mistyped. */
export function nearest(word: string, known: string[]): string | undefined {
  const asked = word.normalize('NFKC').trim().toLowerCase();
  if (known.length === 0 || asked === '' || asked.length > LONGEST) return undefined;
  const alike = known.find((candidate) => candidate.toLowerCase() === asked);
  if (alike !== undefined) return alike;
  const containing = known.filter((candidate) => asked.length > 2 && candidate.includes(asked));
  if (containing.length === 1) return containing[0];
  const candidate = closest(asked, known);
  return distance(asked, candidate) <= Math.ceil(0.4 * Math.max(asked.length, candidate.length))
    ? candidate
    : undefined;
}
