import { VendorError } from '../connectors/vendor-error';
import { type CommandRequest } from '../model/command-request';
import { type Service } from '../model/company';
import { type Outcome } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { type Plan, type SealedPlan } from '../model/plan';
import { type Verdict } from '../model/verdict';
import { breakGlass } from '../policy/break-glass';
import { evaluate } from '../policy/evaluate';
import { withMembers } from '../policy/with-members';
import { planHash, sealPlan } from '../policy/seal-plan';
import { changing, type Dependencies } from './dependencies';
import { obstacleTo } from './obstacle-to';
import { withConfirmation } from './with-confirmation';

export interface Planned {
  kind: 'planned';
  plan: Plan;
  sealed: SealedPlan;
  hash: string;
  verdict: Verdict;
  /** How long verification may take, seconds. */
  patience: Pick<Service, 'settleSeconds' | 'healthTimeoutSeconds'>;
}

export type PlanResult = Planned | { kind: 'problem'; outcome: Outcome };

export interface PlanInput {
  request: CommandRequest;
  requester: PersonRef;
  round: number;
}

/** Reads the world, says what would happen, and what the policy wants of it. `fresh`: nothing remembered of groups counts. */
export function planCommand(dependencies: Dependencies, { fresh = false } = {}) {
  return async ({ request, requester, round }: PlanInput): Promise<PlanResult> => {
    try {
      const result = await changing(dependencies, request.command).plan(request.args, dependencies);
      if ('outcome' in result) return { kind: 'problem', outcome: result.outcome };
      const breaksGlass = request.args['break-glass'] === true;
      const plan = breaksGlass ? result.plan : await withConfirmation(dependencies, request, requester, result.plan);
      const { company, electorate } = dependencies;
      const outside = breaksGlass ? undefined : await electorate.outside(plan, { fresh });
      const normal = evaluate(plan, requester.id, company, outside);
      const decided = breaksGlass
        ? await inEmergency(dependencies, request, plan, requester, normal)
        : { verdict: normal };
      if ('outcome' in decided) return { kind: 'problem', outcome: decided.outcome };
      const obstacle = await obstacleTo(dependencies, plan, requester, {
        breaksGlass,
        waits: request.args['wait'] === true,
      });
      if (obstacle) return { kind: 'problem', outcome: obstacle };
      const { verdict } = decided;
      const sealed = sealPlan(plan, requester.id, verdict.rule.name, round);
      const patience = patienceWith(dependencies, plan);
      return { kind: 'planned', plan, sealed, hash: planHash(sealed), verdict, patience };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const message = `${error.message} Nothing was started.`;
      return { kind: 'problem', outcome: { result: 'failure', reasonCode: 'vendor_unavailable', message } };
    }
  };
}

/** What is owed already, and who is in groups kept elsewhere, is looked up; whether the glass may be broken is the policy's to say. */
async function inEmergency(
  { company, debts, electorate, now }: Dependencies,
  { args }: CommandRequest,
  plan: Plan,
  requester: PersonRef,
  normal: Verdict,
): Promise<ReturnType<typeof breakGlass>> {
  const { group, review } = company.breakGlass ?? {};
  const groups = [...(group ? [group] : []), ...(review?.groups ?? [])];
  const [outstanding, outside] = await Promise.all([
    debts.outstanding(),
    electorate.members(groups, plan, { fresh: true }),
  ]);
  const owed = outstanding.find(({ person, dueAt }) => person === requester.id && Date.parse(dueAt) <= now().getTime());
  const overdue = owed && { text: owed.request.text, instanceId: owed.instanceId };
  const reason = args['reason'] === undefined ? undefined : String(args['reason']);
  const { down } = outside;
  return breakGlass({ normal, requester: requester.id, reason, overdue, down }, withMembers(company, outside));
}

function patienceWith({ company }: Dependencies, { service }: Plan): Planned['patience'] {
  const found = company.services.find(({ id }) => id === service);
  return { settleSeconds: found?.settleSeconds ?? 0, healthTimeoutSeconds: found?.healthTimeoutSeconds ?? 0 };
}
