import { type CommandSpec, type OptionSpec } from './command-spec';

/** The options a command takes: its own, and those that every changing command has. */
export function optionsOf({ options, changes }: CommandSpec): OptionSpec[] {
  return changes ? [...options, ...CHANGING] : options;
}

const CHANGING: OptionSpec[] = [
  { name: 'dry-run', kind: 'flag', summary: 'show the plan and who would have to approve; change nothing' },
  { name: 'reason', kind: 'text', summary: 'why; shown to approvers and recorded' },
  {
    name: 'break-glass',
    kind: 'flag',
    summary: 'in an emergency: run at once without approval, and be reviewed afterwards; needs --reason',
  },
  { name: 'wait', kind: 'flag', summary: 'wait up to an hour while somebody else holds the lock' },
];

/** e.g. `/deploy <service> <version> <environment>`. */
export function usage({ name, arguments: args }: CommandSpec): string {
  return [`/${name}`, ...args.map((arg) => (arg.optional ? `[${arg.name}]` : `<${arg.name}>`))].join(' ');
}

/** e.g. `/deploy <service> <version> <environment> [--dry-run] [--reason "…"]`. */
export function usageOf(spec: CommandSpec): string {
  return [
    usage(spec),
    ...optionsOf(spec).map(({ name, kind }) => (kind === 'flag' ? `[--${name}]` : `[--${name} "…"]`)),
  ].join(' ');
}
