import { type Verdict } from '../model/verdict';

type Approval = Extract<Verdict, { kind: 'approval' }>;

/** The verdict once its time for others has come: they may fill any place. */
export function escalated(verdict: Approval): Approval {
  const { escalation, ...rest } = verdict;
  if (!escalation) return verdict;
  const requirements = rest.requirements.map((asked) => ({
    count: asked.count,
    label: `${asked.label} or ${escalation.label}`,
    eligible: [...new Set([...asked.eligible, ...escalation.eligible])],
    ...bothOutside(asked, escalation),
  }));
  return { ...rest, requirements };
}

type Asked = Pick<Approval['requirements'][number], 'eligible' | 'outside'>;

function bothOutside(...asked: Asked[]): Pick<Asked, 'outside'> {
  if (!asked.some(({ outside }) => outside)) return {};
  const groups = [...new Set(asked.flatMap(({ outside }) => outside?.groups ?? []))];
  const named = [...new Set(asked.flatMap(({ eligible, outside }) => outside?.named ?? eligible))];
  return { outside: { groups, named } };
}
