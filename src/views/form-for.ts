import { type CommandSpec } from '../model/command-spec';
import { type Company } from '../model/company';
import { type Form } from '../model/form';
import { formOf } from '../model/form-of';
import { type ParseResult } from '../model/parse-result';

/** The form that asks for what a line lacks, with what was understood filled in; undefined where a form is of no help. */
export function formFor(
  { command, incomplete, text, understood }: Extract<ParseResult, { ok: false }>,
  specs: CommandSpec[],
  { services, environments }: Pick<Company, 'services' | 'environments'>,
): Form | undefined {
  const spec = specs.find(({ name }) => name === command);
  if (!incomplete || !spec) return undefined;
  const names = { services: services.map(({ id }) => id), environments: environments.map(({ id }) => id) };
  return formOf(spec, names, text, understood);
}
