import { readAnchor } from './anchor';
import { type AnchorStore } from './anchor-store';
import { isAnchorName } from './write-anchor';

/** Whether the newest anchor tells of this chain; none is ever left out once it was told of. */
export async function isAnchored(chain: string, store: AnchorStore | undefined): Promise<boolean> {
  const newest = (await store?.names())?.filter(isAnchorName).at(-1);
  if (newest === undefined || !store) return false;
  return readAnchor(await store.read(newest)).anchor.ends.some((end) => end.chain === chain);
}
