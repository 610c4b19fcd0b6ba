import { type Delegation } from '../model/delegation';
import { type OutsideMembers } from '../model/outside-members';
import { type Verdict } from '../model/verdict';

type Approval = Extract<Verdict, { kind: 'approval' }>;

/**
 * A verdict with who may decide now: groups from outside as they are now, and those who stand in for somebody. Who the
 * company file named when it was asked stays as it was.
 */
export function inForce(
  verdict: Approval,
  requester: string,
  { members, down }: OutsideMembers,
  delegations: Delegation[],
): Approval {
  const now = <Asked extends Pick<Approval['requirements'][number], 'eligible' | 'outside'>>(asked: Asked): Asked => {
    const { outside } = asked;
    if (!outside) return asked;
    const eligible = [...new Set([...outside.named, ...outside.groups.flatMap((group) => members[group] ?? [])])];
    return { ...asked, eligible: eligible.filter((id) => id !== requester) };
  };
  const { escalation, ...rest } = { ...verdict, down: undefined, standIns: undefined };
  const requirements = verdict.requirements.map(now);
  const asked = new Set(requirements.flatMap(({ outside }) => outside?.groups ?? []));
  const silent = Object.entries(down).filter(([group]) => asked.has(group));
  const standIns = delegations.filter(({ of, to }) => of !== requester && to !== requester && of !== to);
  return {
    ...rest,
    requirements,
    ...(escalation && { escalation: now(escalation) }),
    ...(silent.length > 0 && { down: Object.fromEntries(silent) }),
    ...(standIns.length > 0 && { standIns: standIns.map(({ of, to }) => ({ of, to })) }),
  };
}

/** Everybody who may decide: in their own right, or for somebody who may in theirs. */
export function deciders({ requirements, standIns = [] }: Pick<Approval, 'requirements' | 'standIns'>): string[] {
  const own = new Set(requirements.flatMap(({ eligible }) => eligible));
  return [...new Set([...own, ...standIns.filter(({ of }) => own.has(of)).map(({ to }) => to)])];
}

/** For whom somebody decides who may not in their own right. */
export function standsInFor(
  { requirements, standIns = [] }: Pick<Approval, 'requirements' | 'standIns'>,
  person: string,
): string[] {
  const own = new Set(requirements.flatMap(({ eligible }) => eligible));
  if (own.has(person)) return [];
  return standIns.filter(({ of, to }) => to === person && own.has(of)).map(({ of }) => of);
}
