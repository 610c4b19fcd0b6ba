/** A row does not hold what was written to it. The message names it and what is wrong, never what it holds. */
export class BrokenRow extends Error {
  override name = 'BrokenRow';
}

/** For `catch`: what cannot be read is taken as not there. */
export function unlessBroken(error: unknown): undefined {
  if (!(error instanceof BrokenRow)) throw error;
}
