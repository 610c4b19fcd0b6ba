import { type ChatEvent } from '../model/chat-event';
import { formOf } from '../model/form-of';
import { parseCommand } from '../parser/parse-command';
import { type Outbox } from '../platforms/platform';
import { personOf } from '../policy/person-of';
import { type Intake } from './intake';

/** Opens the form of a line that lacks something, or changes one that is open; only for people whom we know. */
export async function showForm(
  { company, tenants, language }: Intake,
  event: Extract<ChatEvent, { kind: 'form-wanted' | 'form-changed' }>,
  outbox: () => Promise<Outbox>,
): Promise<void> {
  const { origin, formHandle } = event;
  if (!personOf(company, tenants, origin)) return;
  const { command, values, line } =
    event.kind === 'form-wanted' ? understoodIn(event.text, language) : { ...event, line: '' };
  const spec = language.commands.find(({ name }) => name === command);
  if (!spec) return;
  const form = formOf(spec, language, line, values);
  const chat = await outbox();
  await (event.kind === 'form-wanted'
    ? chat.openForm(formHandle, form, origin)
    : chat.changeForm(formHandle, form, origin));
}

function understoodIn(text: string, language: Intake['language']) {
  const parsed = parseCommand(text, language);
  const known = parsed.ok ? parsed.args : parsed.understood;
  const values = Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ) as Record<string, string>;
  return { command: parsed.command, values, line: parsed.text };
}
