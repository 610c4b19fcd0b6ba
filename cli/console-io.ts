import { type Style } from './style';
import { type Terminal } from './terminal';

/** What the commands of the command line are done with. */
export interface Io {
  style: Style;
  /** For what people read. */
  terminal: Terminal;
  /** One line, to standard output. */
  say: (line: string) => void;
  /** One line beside the output: hints and notes. */
  note: (line: string) => void;
  /** Asks a person; absent where none is there to answer. */
  question?: (words: string) => Promise<string>;
  /** One JSON document is all that is written. */
  json: boolean;
}
