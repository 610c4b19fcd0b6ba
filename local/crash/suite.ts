/** What came of one suite. */
export interface Suite {
  /** What was tried, in numbers. */
  did: string;
  /** One line for each thing that was not as it must be. */
  wrong: string[];
}

/** Both the long form, which tries everything, and the short one, which draws a sample. */
export type Extent = 'everything' | 'sample';
