/** What the parser, help and manifests need to know of a command. Plain data, derived from its definition. */
export interface CommandSpec {
  /** Without slash, e.g. `deploy`. */
  name: string;
  summary: string;
  /** A complete line that works in the demo company, e.g. `/deploy order-service v2.4.1 staging`. */
  example: string;
  /** Who may ask, where not everybody whom the company file knows. */
  who?: string;
  arguments: ArgumentSpec[];
  options: OptionSpec[];
  /** The forms of a command that does several things, for its help. */
  uses?: { line: string; summary: string }[];
  /** Whether it changes something: such commands also take `--dry-run` and `--reason`. */
  changes: boolean;
}

export interface ArgumentSpec {
  name: string;
  /**
   * `words`: all that is left of the line, as one text; for the last argument. `version` is any text to the parser; a form
   * offers the service's recent ones.
   */
  kind: 'service' | 'environment' | 'version' | 'text' | 'count' | 'command' | 'words' | 'choice';
  /** Of a choice. */
  choices?: string[];
  optional?: boolean;
}

export interface OptionSpec {
  /** Without dashes, e.g. `reason`. */
  name: string;
  kind: 'flag' | 'text';
  summary: string;
}

/** Parsed arguments by name. Text stays text: `1e10` and `007` are never numbers unless the kind is `count`. */
export type CommandArguments = Record<string, string | number | boolean | undefined>;
