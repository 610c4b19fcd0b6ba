import { type CommandSpec } from '../model/command-spec';

/** The names there are. */
export interface ParseContext {
  commands: CommandSpec[];
  services: string[];
  environments: string[];
}
