import { auditRecord } from '../audit/audit-record';
import { noticeRecord } from '../model/notice-record';
import { type InstanceControl } from '../model/durable';
import { nearestNames } from '../model/nearest-names';
import { type Dependencies } from './dependencies';

export interface Operation {
  deed: 'terminate' | 'rewind';
  instanceId: string;
  /** A person of the company file, by ID. */
  operator: string;
  reason: string;
}

export type Operated = { done: string } | { refused: 'invalid' | 'not_allowed' | 'unknown' | 'state'; why: string };

/**
 * Ends an instance, or lets what failed in it run again, for an operator: somebody of the strictest group, who is in the
 * audit log with their reason before anything is done. Who they are is vouched for by whoever has the function's key.
 * @throws AuditUnavailableError when it cannot be recorded; then nothing was done
 */
export async function operateInstance(
  dependencies: Pick<Dependencies, 'company' | 'tenants' | 'requests' | 'audit' | 'now'>,
  control: InstanceControl,
  { deed, instanceId, operator, reason }: Operation,
): Promise<Operated> {
  const { company, requests, audit, now } = dependencies;
  const { group: id } = company.strictest;
  const person = company.people.find((one) => one.id === operator);
  if (!person) {
    const [nearest] = nearestNames(
      operator,
      company.people.map((one) => one.id),
    );
    return {
      refused: 'invalid',
      why: `The company file knows nobody "${operator}".${nearest ? ` Is it ${nearest}?` : ''}`,
    };
  }
  if (!person.groups.includes(id)) {
    const title = company.groups.find((group) => group.id === id)?.title ?? id;
    return { refused: 'not_allowed', why: `Only a ${title} may do that, and ${operator} is none.` };
  }
  const state = await control.stateOf(instanceId);
  if (!state) return { refused: 'unknown', why: `Durable Functions does not tell of an instance ${instanceId}.` };
  const row = await requests.get(instanceId);
  if (deed === 'terminate' && state !== 'going') return { refused: 'state', why: 'It has ended already.' };
  if (deed === 'rewind' && state !== 'failed') return { refused: 'state', why: 'Only what has failed can be retried.' };
  if (deed === 'rewind' && row) return { refused: 'state', why: ASK_AGAIN };
  const at = now().toISOString();
  await audit.append(
    noticeRecord({
      ...(row && placeOf(auditRecord(dependencies, row.request))),
      instance_id: instanceId,
      step: `${deed}-${operator}-${at}`,
      timestamp: at,
      user: `@${operator}`,
      command: deed === 'terminate' ? '(terminated by an operator)' : '(retried by an operator)',
      action: deed,
      details: { reason, vouched_by: 'function key', ...(row && { of: row.request.text }) },
    }),
  );
  await control[deed](instanceId, `@${operator}: ${reason}`);
  return { done: deed === 'rewind' ? 'What failed in it runs again.' : row ? CLOSES : 'It was ended.' };
}

/** Its lock may be somebody else's by now, and its approval was for then. */
const ASK_AGAIN = 'A command that failed is not revived: its lock was given back. Ask for it again, as yourself.';
const CLOSES =
  'It was ended. Within three minutes its lock is given back, and what became of it is found out and recorded as its outcome.';

/** Where the command was asked, and what for. */
function placeOf({ channel, conversation, service, environment }: ReturnType<typeof auditRecord>) {
  return { channel, conversation, service, environment };
}
