import { type Company } from '../model/company';
import { type AuditIndex } from './audit-index';
import { type AuditLog } from './audit-log';
import { noticeRecord } from '../model/notice-record';
import { canonical, sha256 } from './record-hash';

/**
 * Records the policy that is in force, when it is another than the one recorded last: rules, groups and who is in them. Several processes
 * that start at once record it once. Gives whether it was another.
 */
export async function notePolicy(
  company: Company,
  { audit, auditIndex }: { audit: AuditLog; auditIndex: AuditIndex },
  now: Date,
): Promise<boolean> {
  const hash = sha256(canonical(policyOf(company)));
  const last = await lastNoted({ audit, auditIndex }, now);
  if (last?.details['policy_hash'] === hash) return false;
  const before = last?.details['policy_hash'] ?? null;
  await audit.append(
    noticeRecord({
      instance_id: `policy-${hash.slice(0, 12)}-after-${last?.id ?? 'none'}`,
      step: 'policy',
      timestamp: now.toISOString(),
      command: last ? '(the policy changed)' : '(the policy as first seen)',
      action: ACTION,
      details: { policy_hash: hash, before, policy: policyOf(company) },
    }),
  );
  return true;
}

const ACTION = 'policy';

async function lastNoted({ audit, auditIndex }: { audit: AuditLog; auditIndex: AuditIndex }, now: Date) {
  const { entries } = await auditIndex.find({
    user: 'countersign',
    action: ACTION,
    from: new Date(0),
    to: new Date(now.getTime() + 86_400_000),
    without: [],
    words: [],
    visible: () => true,
    most: 1,
  });
  const [last] = entries;
  const entry = last && (await audit.read(last.id, last.day));
  return typeof entry === 'object' ? entry : undefined;
}

/** What decides who may do what; not where a rule stands in the file. */
function policyOf({ rules, strictest, lockers, breakGlass, environments, people }: Company): object {
  const plain = { rules: rules.map(({ line: _line, ...rule }) => rule), strictest, lockers, breakGlass, environments };
  const groups = Object.fromEntries(people.map(({ id, groups: own }) => [id, [...own].sort()]));
  return JSON.parse(JSON.stringify({ ...plain, groups })) as object;
}
