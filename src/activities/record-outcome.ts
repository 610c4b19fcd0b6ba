import { auditApproval, auditRecord } from '../audit/audit-record';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type Plan } from '../model/plan';
import { type Dependencies, sayOutcome } from './dependencies';
import { atNames } from './record-intent';

/** The command's one outcome entry, then its request row. A rerun returns what was recorded first. */
export function recordOutcome(dependencies: Dependencies) {
  return async ({
    request,
    ending,
  }: {
    request: CommandRequest;
    ending: Ending;
  }): Promise<{ durationSeconds: number }> => {
    const { audit, votes, requests, now } = dependencies;
    const { outcome, approvedBy, planned, run, verification } = ending;
    const rounds = Array.from({ length: ending.rounds }, (_, index) => index + 1);
    const cast = (await Promise.all(rounds.map((round) => votes.ofRound(request.instanceId, round)))).flat();
    const entry = await audit.append({
      ...auditRecord(dependencies, request),
      step: 'outcome',
      kind: 'outcome',
      approved_by: outcome.result === 'rejected' ? null : atNames(approvedBy),
      result: outcome.result,
      reason_code: outcome.reasonCode,
      duration_seconds: Math.max(0, Math.round((now().getTime() - Date.parse(request.receivedAt)) / 1000)),
      approvals: cast.map(auditApproval),
      details: {
        ...outcome.details,
        message: sayOutcome(dependencies, request, ending),
        ...(planned && {
          plan: planOf(planned.plan),
          plan_hash: planned.hash,
          rule: planned.verdict.rule,
        }),
        ...(run?.url && { run: run.url }),
        ...(verification && { verification }),
      },
    });
    await requests.finish(request.instanceId, outcome);
    return { durationSeconds: entry.duration_seconds ?? 0 };
  };
}

/** What the policy looked at, so that another policy can be tried on it later, and when what is new was committed, for /stats. */
function planOf({ connector, current, desired, direction, display }: Plan) {
  const committed = display.takesBack ? [] : display.commits.flatMap(({ at }) => at ?? []);
  return {
    connector,
    current,
    desired,
    ...(direction && { direction }),
    ...(committed.length > 0 && { committed_at: committed }),
  };
}
