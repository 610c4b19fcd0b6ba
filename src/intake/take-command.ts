import { type ChatEvent } from '../model/chat-event';
import { type CommandRequest } from '../model/command-request';
import { type View } from '../model/view';
import { parseCommand } from '../parser/parse-command';
import { personOf } from '../policy/person-of';
import { notUnderstoodView } from '../views/not-understood-view';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/**
 * Understands the line and starts its orchestration. Gives what the asker can be shown with the acknowledgement, when
 * the platform can: the answer of a command that reads nothing from outside, or why the line was not understood.
 */
export async function takeCommand(
  intake: Intake,
  event: Extract<ChatEvent, { kind: 'command' }>,
): Promise<View | undefined> {
  const { company, tenants, commands, durable, receivedAt } = intake;
  const parsed = parseCommand(event.text, {
    commands: commands.map(({ spec }) => spec),
    services: company.services.map(({ id }) => id),
    environments: company.environments.map(({ id }) => id),
  });
  const command = parsed.ok ? commands.find(({ spec }) => spec.name === parsed.command) : undefined;
  const known = personOf(company, tenants, event.origin);
  const answer = event.answerable && known ? answerNow(parsed, command) : undefined;
  const request: CommandRequest = {
    instanceId: instanceId(event.origin, event.key),
    command: parsed.command ?? '',
    args: parsed.ok ? parsed.args : {},
    text: parsed.text,
    receivedAt: receivedAt.toISOString(),
    origin: event.origin,
    problem: parsed.ok ? undefined : parsed,
    answered: answer !== undefined,
  };
  await durable.start('runCommand', request.instanceId, request);
  return answer;
}

function answerNow(
  parsed: ReturnType<typeof parseCommand>,
  command: Intake['commands'][number] | undefined,
): View | undefined {
  if (!parsed.ok) return notUnderstoodView(parsed);
  return command?.kind === 'answers' ? command.answer(parsed.args) : undefined;
}
