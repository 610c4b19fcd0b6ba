import { setTimeout as sleep } from 'node:timers/promises';
import { auditRecord } from '../audit/audit-record';
import { AuditUnavailableError } from '../audit/audit-log';
import { type DirectAnswer, type DirectCommand } from '../commands/command';
import { VendorError } from '../connectors/vendor-error';
import { type CommandRequest } from '../model/command-request';
import { type Durable } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { type Outcome } from '../model/outcome';
import { type Person } from '../model/person';
import { unmentioned } from '../views/unmentioned';
import { type Dependencies } from './dependencies';
import { tellOnce } from './tell-once';
import { withFile } from './with-file';

/**
 * Runs a command of one step and shows its answer: in the channel when it is for all, else to the asker alone. What
 * changes rows is in the audit log before it is done.
 */
export async function answerDirect(
  dependencies: Dependencies & { durable: Durable },
  command: DirectCommand,
  request: CommandRequest,
  person: Person,
): Promise<{ outcome: Outcome; shown: boolean }> {
  const changes = changesRows(command, request);
  const answer = changes
    ? await runOnce(dependencies, command, request, person)
    : await run(dependencies, command, request, person);
  if ('result' in answer) return { outcome: answer, shown: false };
  const { shared, inPlace, elsewhere, outcome = ANSWERED } = answer;
  const { instanceId, origin } = request;
  if (elsewhere && !(await dependencies.outbox(origin.platform)).defers) return { outcome, shown: true };
  const view = await withFile(dependencies, request, answer);
  if (!view) return { outcome, shown: true };
  await tellOnce(dependencies, instanceId, 'answer', async () => {
    const outbox = await dependencies.outbox(origin.platform);
    if (shared) await outbox.post(origin, unmentioned(view), `${instanceId}-answer`);
    else await outbox.whisper(origin, origin.account, view, inPlace);
  });
  return { outcome, shown: true };
}

/** An activity may run again minutes later, when what it did has been undone by somebody: it then only says what it said. */
async function runOnce(...asked: Parameters<typeof run>): Promise<DirectAnswer | Outcome> {
  const [{ marks, now }, , { instanceId }] = asked;
  const { first } = await marks.mark(instanceId, STEP, now().toISOString());
  const said = first ? undefined : await marks.get<DirectAnswer | Outcome>(instanceId, STEP);
  return said ?? marks.settle(instanceId, STEP, await run(...asked));
}

const STEP = 'direct';

async function run(
  dependencies: Dependencies & { durable: Durable },
  command: DirectCommand,
  request: CommandRequest,
  person: Person,
): Promise<DirectAnswer | Outcome> {
  try {
    if (changesRows(command, request)) {
      await dependencies.audit.append({ ...auditRecord(dependencies, request), step: 'intent-1', kind: 'intent' });
    }
    const tools = { ...dependencies, permalink: (message: MessageRef) => permalink(dependencies, message) };
    return await command.run({ request, person, now: dependencies.now() }, tools);
  } catch (error) {
    if (error instanceof AuditUnavailableError) return { result: 'failure', reasonCode: 'audit_unavailable' };
    if (!(error instanceof VendorError)) throw error;
    return { result: 'failure', reasonCode: 'vendor_unavailable', message: error.message };
  }
}

/** A link is a convenience: no answer waits long for it, or fails without it. */
async function permalink({ outbox }: Dependencies, message: MessageRef): Promise<string | undefined> {
  const asked = outbox(message.platform).then((box) => box.permalink(message));
  return Promise.race([asked, sleep(LINK_MS, undefined, { ref: false })]).catch(() => undefined);
}

const LINK_MS = 1_500;

function changesRows({ changesRows: changes }: DirectCommand, { args }: CommandRequest): boolean {
  return typeof changes === 'function' ? changes(args) : changes;
}

const ANSWERED: Outcome = { result: 'success', reasonCode: 'completed', message: 'Answered.' };
