import { type CommandArguments } from './command-spec';
import { type SayAction } from './view';

/** What became of a line of chat. A failure says what was wrong, what was understood and the closest right form. */
export type ParseResult =
  | { ok: true; command: string; args: CommandArguments; text: string }
  | {
      ok: false;
      code: ParseProblem;
      /** The command as far as it was recognised. */
      command?: string;
      /** The line as understood, plain name first, e.g. `/deploy order-servise v1 staging`. */
      text: string;
      /** One sentence: what was wrong. */
      problem: string;
      /** What was understood, by argument name. */
      understood: Record<string, string>;
      /** The closest line that would work, when there is one. */
      suggestion?: string;
      usage?: string;
      /** A required argument is missing: a form can ask for it. */
      incomplete?: true;
      /** What is wrong, by the argument or option that it is about; what is about the whole line is not among it. */
      faults?: Record<string, string>;
      /** Buttons of which one may be what was meant. */
      offers?: SayAction[];
    };

export type ParseProblem =
  | 'empty'
  | 'unknown_command'
  | 'missing_argument'
  | 'too_many_arguments'
  | 'unknown_service'
  | 'unknown_environment'
  | 'unknown_option'
  | 'bad_value'
  | 'unclosed_quote'
  | 'too_long';
