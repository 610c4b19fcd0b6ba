import { type Verdict } from '../model/verdict';

type Approval = Extract<Verdict, { kind: 'approval' }>;

/** The verdict once its time for others has come: they may fill any place. */
export function escalated(verdict: Approval): Approval {
  const { escalation, ...rest } = verdict;
  if (!escalation) return verdict;
  const requirements = rest.requirements.map(({ count, label, eligible }) => ({
    count,
    label: `${label} or ${escalation.label}`,
    eligible: [...new Set([...eligible, ...escalation.eligible])],
  }));
  return { ...rest, requirements };
}
