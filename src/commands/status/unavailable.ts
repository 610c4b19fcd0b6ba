import { type Inline } from '../../model/view';
import { type Missing } from '../in-time';

/** What could not be had: a source that fails alike for two measures or in two environments is told once. */
export function unavailable(missing: Missing[]): Inline[][] {
  const apart = new Map(missing.map((one) => [`${one.source} ${one.how}`, one.text]));
  return [...apart.values()].map((text) => [`⚠️ ${text}`]);
}
