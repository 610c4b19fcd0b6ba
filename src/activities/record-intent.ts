import { auditRecord } from '../audit/audit-record';
import { type CommandRequest } from '../model/command-request';
import { type Dependencies } from './dependencies';
import { type Planned } from './plan-command';

/** Writes what is about to be done. Until this has returned, nothing is done. */
export function recordIntent(dependencies: Dependencies) {
  return async (input: {
    request: CommandRequest;
    round: number;
    planned: Planned;
    approvedBy: string[];
    correlation: string;
  }): Promise<void> => {
    const { request, round, planned, approvedBy, correlation } = input;
    const { connector, current, desired } = planned.plan;
    await dependencies.audit.append({
      ...auditRecord(dependencies, request),
      step: `intent-${round}`,
      kind: 'intent',
      approved_by: atNames(approvedBy),
      details: { connector, current, desired, correlation, plan_hash: planned.hash, rule: planned.verdict.rule, round },
    });
  };
}

/** `@bob, @carol`, or null for nobody. */
export function atNames(people: string[]): string | null {
  return people.length ? people.map((id) => `@${id}`).join(', ') : null;
}
