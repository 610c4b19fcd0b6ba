import { auditRecord } from '../audit/audit-record';
import { type AnsweringCommand, type Command } from '../commands/command';
import { type ChatEvent } from '../model/chat-event';
import { type CommandRequest, type Origin } from '../model/command-request';
import { type Form } from '../model/form';
import { finder } from '../model/finder';
import { type Person } from '../model/person';
import { type View } from '../model/view';
import { parseCommand } from '../parser/parse-command';
import { ChatError } from '../platforms/chat-error';
import { type Outbox } from '../platforms/platform';
import { personOf } from '../policy/person-of';
import { formFor } from '../views/form-for';
import { notUnderstoodView } from '../views/not-understood-view';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/**
 * Understands the line and starts its orchestration. Gives what the asker can be shown with the acknowledgement, when
 * the platform can: why the line was not understood, or the answer of a command that needs nothing from outside. Such
 * an answer starts nothing; it is recorded behind the acknowledgement.
 * A line that lacks something opens its form beside that, where the platform can.
 */
export async function takeCommand(
  intake: Intake,
  event: Extract<ChatEvent, { kind: 'command' }>,
  outbox: () => Promise<Outbox>,
): Promise<View | undefined> {
  const { company, tenants, commands, language, durable, receivedAt } = intake;
  const parsed = parseCommand(event.text, language);
  const known = personOf(company, tenants, event.origin);
  const person = event.answerable ? known : undefined;
  const answerable = person !== undefined;
  const request: CommandRequest = {
    instanceId: instanceId(event.origin, event.key),
    command: parsed.command ?? '',
    args: parsed.ok ? parsed.args : {},
    text: parsed.text,
    receivedAt: receivedAt.toISOString(),
    origin: event.origin,
    problem: parsed.ok ? undefined : parsed,
    answered: answerable && !parsed.ok,
  };
  const command = byName(commands, request.command);
  if (person && parsed.ok && command?.kind === 'answers') return answerNow(intake, request, command, person);
  const form = known && !parsed.ok ? formFor(parsed, language.commands, company) : undefined;
  await Promise.all([
    durable.start('runCommand', request.instanceId, request),
    form && event.formHandle && open(outbox, event.formHandle, form, event.origin),
  ]);
  return answerable && !parsed.ok ? notUnderstoodView(parsed, form) : undefined;
}

const byName = finder<Command>(({ spec }) => [spec.name]);

/** The answer in words has a button that opens it too, so a platform that does not open it now holds nothing up. */
async function open(outbox: () => Promise<Outbox>, handle: string, form: Form, from: Origin): Promise<void> {
  try {
    await (await outbox()).openForm(handle, form, from);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}

function answerNow(intake: Intake, request: CommandRequest, command: AnsweringCommand, person: Person): View {
  intake.record({
    ...auditRecord(intake, request),
    step: 'outcome',
    kind: 'outcome',
    result: 'success',
    reason_code: 'completed',
    duration_seconds: 0,
  });
  return command.answer(request.args, { person, company: intake.company });
}
