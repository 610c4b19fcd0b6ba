/** A number for a text (FNV-1a), from which `randomOf` can begin. */
export function seedOf(text: string): number {
  let state = 2_166_136_261;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 16_777_619);
  return state >>> 0;
}

/** Numbers in [0, 1) that are the same for the same seeds (mulberry32). */
export function randomOf(seed: number, other: number): () => number {
  let state = Math.imul(seed ^ (other + 0x9e3779b9), 0x85ebca6b) ^ other;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
