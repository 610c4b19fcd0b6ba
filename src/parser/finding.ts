import { type ParseProblem } from '../model/parse-result';

/** One thing that is wrong with a line. */
export interface Finding {
  code: ParseProblem;
  /** One sentence. */
  problem: string;
  /** The argument or option that it is about; absent where it is about the whole line. */
  about?: string;
}
