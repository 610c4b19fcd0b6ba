import { type Company, type Group } from '../model/company';
import { isOfChat } from '../model/is-of-chat';
import { type Plan } from '../model/plan';
import { matchRule } from './match-rule';
import { strictestRule } from './strictest-rule';

/** The rule that decides a plan: the first that matches, the strictest where none does. */
export function ruleFor(plan: Plan, company: Company) {
  return matchRule(plan, company) ?? strictestRule(plan.environment, company);
}

/** The groups of the deciding rule that are kept elsewhere too, and may be asked for this plan. */
export function outsideGroups(plan: Plan, company: Company): Group[] {
  const { require, escalate } = ruleFor(plan, company);
  const asked = new Set([...require.flatMap(({ groups }) => groups), ...(escalate ? [escalate.to] : [])]);
  return trusted(plan, company).filter(({ id, source }) => source && asked.has(id));
}

/** People in a chat edit its groups, so that they decide nothing in production unless the company says so. */
export function trusted(
  { environment }: Pick<Plan, 'environment'>,
  { groups, environments, trustChatGroups }: Company,
): Group[] {
  const production = environments.find(({ id }) => id === environment)?.production ?? true;
  return groups.filter(({ source }) => !isOfChat(source) || trustChatGroups === true || !production);
}
