import { type ChatEvent } from '../model/chat-event';
import { formOf } from '../model/form-of';
import { personOf } from '../policy/person-of';
import { type Intake } from './intake';

/** As many as a menu shows. */
const MOST = 50;

/**
 * What a field offers for what is typed in it. For a version that is the text itself too, so that one which is in no list,
 * or whose list is not there in time, can be asked for all the same. A stranger is offered nothing.
 */
export async function choicesFor(
  { company, tenants, language, recentVersions }: Intake,
  { command, field, typed, values, origin }: Extract<ChatEvent, { kind: 'choices-wanted' }>,
): Promise<string[]> {
  const spec = language.commands.find(({ name }) => name === command);
  if (!spec || !personOf(company, tenants, origin)) return [];
  const asked = formOf(spec, language, '').fields.find(({ name }) => name === field);
  const text = typed.trim();
  const like = (choices: string[]) =>
    choices.filter((choice) => choice.toLowerCase().includes(text.toLowerCase())).slice(0, MOST);
  if (asked?.kind === 'choice') return like(asked.choices ?? []);
  if (asked?.kind !== 'version') return [];
  const service = company.services.find(({ id }) => id === values[serviceField(spec)]);
  const recent = service ? like(await recentVersions(service)) : [];
  return text && !recent.includes(text) ? [text, ...recent] : recent;
}

function serviceField({ arguments: args }: Intake['language']['commands'][number]): string {
  return args.find(({ kind }) => kind === 'service')?.name ?? '';
}
