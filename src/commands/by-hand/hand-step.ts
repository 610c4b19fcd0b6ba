/** One thing to do by hand. Words in capitals are for whoever does it to fill in. */
export interface HandStep {
  /** What it does, e.g. `Start it`. */
  say: string;
  line: string;
}
