/** Asks for a command's arguments in fields. It is made from the command's spec alone, so every command has one. */
export interface Form {
  /** Plain name without slash, e.g. `deploy`. */
  command: string;
  /** What the command does. */
  summary: string;
  /** What was typed, plain name first: whoever opens the form from it finds what was understood filled in. */
  line: string;
  fields: FormField[];
  /** The request whose line was incomplete: what is asked in the form is asked where that was. */
  from?: string;
}

export interface FormField {
  /** The argument's or option's own name. */
  name: string;
  label: string;
  /** `choice` is one of `choices`; `version` is free text, for which recent versions are offered; `flag` is on or off. */
  kind: 'choice' | 'version' | 'text' | 'count' | 'flag';
  choices?: string[];
  optional: boolean;
  /** What another field offers depends on it. */
  steers?: true;
  hint?: string;
  /** What it holds already; `true` for a flag that is on. */
  value?: string;
}

/** What somebody entered, by field; empty ones are left out, a flag that is on is `true`. */
export type FormValues = Record<string, string>;
