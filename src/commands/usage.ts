import { type CommandSpec } from '../model/command-spec';

/** e.g. `/deploy <service> <version> <environment>`. */
export function usage({ name, arguments: args }: CommandSpec): string {
  return [`/${name}`, ...args.map((arg) => (arg.optional ? `[${arg.name}]` : `<${arg.name}>`))].join(' ');
}
