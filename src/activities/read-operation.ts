import { type Operation } from './operate-instance';

/** Our IDs, those of alarms (`…-t3`), and those that Durable gives to what is started within another (`…:7`). */
const INSTANCE = /^[\w:@-]{1,200}$/;
const MOST_REASON = 500;

/** What an operator asks over HTTP; the body is `{ "operator": "bob", "reason": "…" }`. */
export function readOperation(
  { instance = '', deed }: Partial<Record<string, string>>,
  body: string,
): Operation | { problem: string } {
  if (deed !== 'terminate' && deed !== 'rewind')
    return { problem: `An instance can be asked to terminate or to rewind, not to "${(deed ?? '').slice(0, 50)}".` };
  if (!INSTANCE.test(instance)) return { problem: 'That is no ID of an instance.' };
  const { operator, reason } = parsed(body);
  if (typeof operator !== 'string' || !operator.trim())
    return { problem: 'operator is missing: who does this, by their name in the company file.' };
  if (typeof reason !== 'string' || !reason.trim())
    return { problem: 'reason is missing: why, in a few words; it is recorded.' };
  if (reason.length > MOST_REASON)
    return { problem: `reason has ${reason.length} characters; ${MOST_REASON} are the most.` };
  return {
    deed,
    instanceId: instance,
    operator: operator.trim().replace(/^@/, '').slice(0, 100),
    reason: reason.trim(),
  };
}

function parsed(body: string): { operator?: unknown; reason?: unknown } {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}
