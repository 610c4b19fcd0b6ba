import { type Company } from '../model/company';
import { type Delegation } from '../model/delegation';
import { type OutsideMembers } from '../model/outside-members';
import { type Plan } from '../model/plan';
import { type Verdict } from '../model/verdict';
import { inForce } from '../policy/in-force';
import { outsideGroups, trusted } from '../policy/outside-groups';
import { type Delegations } from '../state/delegations';
import { type Asking, type GroupMembers } from './group-members';

type Approval = Extract<Verdict, { kind: 'approval' }>;

/** Who may decide, as it is now. */
export interface Electorate {
  /** What the policy needs to know of a plan from outside. Asks nobody unless the plan's rule names a group kept there. */
  outside(plan: Plan, asking?: Asking): Promise<OutsideMembers>;
  /** Who is in groups, as far as that is known outside and counts for a plan. */
  members(groups: string[], plan: Pick<Plan, 'environment'>, asking?: Asking): Promise<OutsideMembers>;
  /** A verdict that was reached earlier, with those who may decide now. */
  now(round: Decided, asking?: Asking): Promise<Approval>;
}

interface Decided {
  verdict: Approval;
  plan: Pick<Plan, 'environment'>;
  requester: string;
}

export function createElectorate(
  company: Company,
  members: GroupMembers,
  delegations: Pick<Delegations, 'active'>,
  clock: () => Date,
): Electorate {
  let asked: Promise<Delegation[]> | undefined;
  /** A list of a thousand requests asks once. */
  const active = () => (asked ??= delegations.active(clock()).finally(() => (asked = undefined)));
  return {
    outside: (plan, asking) => members(outsideGroups(plan, company), asking),
    members: (groups, plan, asking) =>
      members(
        trusted(plan, company).filter(({ id, source }) => source && groups.includes(id)),
        asking,
      ),
    async now({ verdict, plan, requester }, asking) {
      const { requirements, escalation } = verdict;
      const outsideIds = new Set(
        [...requirements, ...(escalation ? [escalation] : [])].flatMap((one) => one.outside?.groups ?? []),
      );
      const groups = trusted(plan, company).filter(({ id }) => outsideIds.has(id));
      const [outside, standing] = await Promise.all([members(groups, asking), active()]);
      return inForce(verdict, requester, outside, standing);
    },
  };
}
