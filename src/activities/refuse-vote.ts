import { auditRecord } from '../audit/audit-record';
import { type RefusalCode } from '../model/audit-entry';
import { type CommandRequest, type Origin } from '../model/command-request';
import { type View } from '../model/view';
import { deciders } from '../policy/in-force';
import { personOf } from '../policy/person-of';
import { refusalView } from '../views/refusal-view';
import { type Dependencies, refer } from './dependencies';
import { tellOnce } from './tell-once';

export interface Refusal {
  /** Made from the platform's own key, so that a redelivery is the same refusal. */
  refusalId: string;
  /** The request that was voted on. */
  instanceId: string;
  round: number;
  decision: 'approve' | 'reject' | 'withdraw' | 'confirm' | 'cancel';
  code: RefusalCode;
  at: string;
  origin: Origin;
  /** Whether the voter has been told with the acknowledgement. */
  told?: boolean;
}

/** Records a vote that does not count, and tells the voter privately why. */
export function refuseVote(dependencies: Dependencies) {
  return async (refusal: Refusal): Promise<void> => {
    const { audit, requests, company, tenants } = dependencies;
    const { instanceId, origin, code, at, refusalId, decision, round } = refusal;
    const row = await requests.get(instanceId);
    const voter = personOf(company, tenants, origin);
    await audit.append({
      ...auditRecord(dependencies, row?.request ?? unknownRequest(refusal)),
      step: `refusal-${refusalId}`,
      kind: 'refusal',
      timestamp: at,
      user: voter ? `@${voter.id}` : origin.account,
      platform: origin.platform,
      reason_code: code,
      details: { decision, round, account: origin.account, requester: row?.person ? `@${row.person}` : null },
    });
    if (!refusal.told) await tellVoter(dependencies, refusal);
  };
}

/** A click may name a request that never was: a card was tampered with, or its rows are gone. */
function unknownRequest({ instanceId, origin, at }: Refusal): CommandRequest {
  return { instanceId, command: '', args: {}, text: '(no such request)', receivedAt: at, origin, answered: true };
}

/** Tells a voter privately, once, why their vote does not count. */
export async function tellVoter(
  dependencies: Dependencies,
  refusal: Pick<Refusal, 'refusalId' | 'instanceId' | 'round' | 'code' | 'origin'>,
): Promise<void> {
  const { instanceId, refusalId, origin } = refusal;
  await tellOnce(dependencies, instanceId, `refusal-${refusalId}`, async () => {
    const outbox = await dependencies.outbox(origin.platform);
    await outbox.whisper(origin, origin.account, await view(dependencies, refusal));
  });
}

async function view(
  dependencies: Dependencies,
  { instanceId, round, code }: Pick<Refusal, 'instanceId' | 'round' | 'code'>,
): Promise<View> {
  const { requests, electorate } = dependencies;
  const row = await requests.round(instanceId, round);
  const verdict = row?.verdict.kind === 'approval' ? await electorate.now({ ...row, verdict: row.verdict }) : undefined;
  return refusalView(
    code,
    verdict ? deciders(verdict).map(refer(dependencies)) : [],
    row ? { instanceId, round, planHash: row.planHash } : null,
    Object.values(verdict?.down ?? {}),
  );
}
