/** A row does not hold what was written to it. The message names it and what is wrong, never what it holds. */
export class BrokenRow extends Error {
  override name = 'BrokenRow';
}
