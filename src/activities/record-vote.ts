import { auditApproval, auditRecord } from '../audit/audit-record';
import { type RefusalCode } from '../model/audit-entry';
import { type CommandRequest } from '../model/command-request';
import { type PersonRef } from '../model/person';
import { type Vote } from '../model/vote';
import { type Dependencies } from './dependencies';

interface Recorded {
  vote: Vote;
  step: string;
  /** Why it does not count. */
  refused: RefusalCode | null;
  /** Those for whom the voter stands in. */
  inPlaceOf: string[];
}

/** One audit entry for one vote. */
export async function recordVote(
  dependencies: Dependencies,
  request: CommandRequest,
  requester: PersonRef,
  { vote, step, refused, inPlaceOf }: Recorded,
): Promise<void> {
  await dependencies.audit.append({
    ...auditRecord(dependencies, request),
    step,
    kind: refused ? 'refusal' : 'vote',
    timestamp: vote.at,
    user: `@${vote.person}`,
    platform: vote.platform,
    approvals: [auditApproval(vote)],
    reason_code: refused,
    details: {
      requester: `@${requester.id}`,
      account: vote.account,
      by: vote.by,
      ...(inPlaceOf.length > 0 && { in_place_of: inPlaceOf.map((id) => `@${id}`) }),
    },
  });
}
