/** What verification found first. */
export class BrokenChain extends Error {
  constructor(
    readonly chain: string,
    readonly partition: string,
    readonly row: string,
    readonly problem: string,
  ) {
    super(`${partition} ${row}: ${problem}`);
  }
}
