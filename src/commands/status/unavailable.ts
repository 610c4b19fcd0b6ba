import { type Inline } from '../../model/view';

/** What could not be had, each source once: two measures that fail alike are one trouble. */
export function unavailable(missing: string[]): Inline[][] {
  const bySource = new Map(missing.map((text) => [/^[\w ]+(?=:| did not)/.exec(text)?.[0] ?? text, text]));
  return [...bySource.values()].map((text) => [`⚠️ ${text}`]);
}
