import { type IncidentStatus } from '../../model/incident';

/** The later status is looked for first: who monitors a fix has also identified the cause. */
const WORDS: [IncidentStatus, RegExp][] = [
  ['monitoring', /\b(?:monitoring|watching (?:it|recovery|the)|fix (?:is )?(?:deployed|rolled out|live|out))\b/giu],
  ['identified', /\b(?:identified|root cause|found the (?:cause|problem|reason)|cause is)\b/giu],
  ['investigating', /\b(?:investigating|looking into)\b/giu],
];
/** The three words before a word may take it back. */
const NOT = /\b(?:not|no|never|n't|isn't|hasn't|haven't|cannot|can't|without|unknown)\b(?:\s+\S+){0,2}\s*$/iu;
const TAKEN_BACK = /^\s+(?:is |was |remains |still )*(?:not\b|unknown|unclear)/iu;

/** The status that an update's own words tell; undefined when they tell none. */
export function inferStatus(text: string): IncidentStatus | undefined {
  return WORDS.find(([, words]) =>
    [...text.matchAll(words)].some(
      ({ index, 0: found }) => !NOT.test(text.slice(0, index)) && !TAKEN_BACK.test(text.slice(index + found.length)),
    ),
  )?.[0];
}
