import { type ArgumentSpec, type CommandSpec } from './command-spec';
import { type Form, type FormField, type FormValues } from './form';
import { optionsOf } from './options-of';

/** The names that fields offer. */
interface Names {
  services: string[];
  environments: string[];
}

/** The form of a command, with what is known of it filled in. `line` is what was typed. */
export function formOf(spec: CommandSpec, names: Names, line: string, known: FormValues = {}): Form {
  const versioned = spec.arguments.some(({ kind }) => kind === 'version');
  const fields: FormField[] = [
    ...spec.arguments.map((argument) => ({
      ...argumentField(argument, names),
      optional: argument.optional === true,
      ...(versioned && argument.kind === 'service' && { steers: true as const }),
    })),
    ...optionsOf(spec).map(({ name, kind, summary }): FormField => ({
      name,
      label: labelOf(name),
      kind,
      optional: true,
      hint: summary,
    })),
  ];
  return {
    command: spec.name,
    summary: spec.summary,
    line,
    fields: fields.map((field) => {
      const value = known[field.name];
      return value === undefined ? field : { ...field, value };
    }),
  };
}

function argumentField({ name, kind, choices = [] }: ArgumentSpec, { services, environments }: Names) {
  const label = labelOf(name);
  switch (kind) {
    case 'service':
      return { name, label, kind: 'choice' as const, choices: services };
    case 'environment':
      return { name, label, kind: 'choice' as const, choices: environments };
    case 'choice':
      return { name, label, kind, choices };
    case 'command':
    case 'words':
    case 'text':
      return { name, label, kind: 'text' as const };
    case 'version':
    case 'count':
      return { name, label, kind };
  }
}

/** `dry-run` → `Dry run`. */
function labelOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}
