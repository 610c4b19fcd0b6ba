import { auditRecord } from '../audit/audit-record';
import { type AnsweringCommand } from '../commands/command';
import { type ChatEvent } from '../model/chat-event';
import { type CommandRequest } from '../model/command-request';
import { type Person } from '../model/person';
import { type View } from '../model/view';
import { parseCommand } from '../parser/parse-command';
import { personOf } from '../policy/person-of';
import { notUnderstoodView } from '../views/not-understood-view';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/**
 * Understands the line and starts its orchestration. Gives what the asker can be shown with the acknowledgement, when
 * the platform can: why the line was not understood, or the answer of a command that needs nothing from outside. Such
 * an answer starts nothing; it is recorded behind the acknowledgement.
 */
export async function takeCommand(
  intake: Intake,
  event: Extract<ChatEvent, { kind: 'command' }>,
): Promise<View | undefined> {
  const { company, tenants, commands, language, durable, receivedAt } = intake;
  const parsed = parseCommand(event.text, language);
  const person = event.answerable ? personOf(company, tenants, event.origin) : undefined;
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
  const command = commands.find(({ spec }) => spec.name === request.command);
  if (person && parsed.ok && command?.kind === 'answers') return answerNow(intake, request, command, person);
  await durable.start('runCommand', request.instanceId, request);
  return answerable && !parsed.ok ? notUnderstoodView(parsed) : undefined;
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
