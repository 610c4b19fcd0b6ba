import { type Asked, type DirectAnswer, type DirectTools } from '../command';

/** One thing that `/incident` does. */
export interface Subcommand {
  name: string;
  /** What follows its name, e.g. `"<title>" --severity <sev1|sev2|sev3>`. */
  usage: string;
  summary: string;
  /** Without dashes, e.g. `severity`. */
  options: string[];
  /** What its text is called; absent: it takes none. */
  text?: string;
  /** Whether it works without its text. */
  textOptional?: boolean;
  /** Whether it changes rows. */
  changes: boolean;
  run(asked: Asked, tools: DirectTools): Promise<DirectAnswer>;
}
