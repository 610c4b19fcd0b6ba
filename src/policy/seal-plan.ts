import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Plan, type SealedPlan } from '../model/plan';

/** The part of a plan that votes are bound to, with who asked, the rule that decides and the round. */
export function sealPlan(plan: Plan, requester: string, rule: string, round: number): SealedPlan {
  return {
    schema: 1,
    action: plan.action,
    target: { service: plan.service, environment: plan.environment },
    connector: plan.connector,
    current: plan.current,
    desired: plan.desired,
    direction: plan.direction ?? null,
    requester,
    rule,
    round,
  };
}

/** SHA-256 over the RFC 8785 form, hex. Throws on text that is not well-formed Unicode and on numbers JSON lacks. */
export function planHash(sealed: SealedPlan): string {
  return createHash('sha256')
    .update(canonicalize(sealed) ?? '')
    .digest('hex');
}
