import { type PlanState, type SealedPlan } from '../model/plan';

/** Sentences that say what differs between two sealed plans; none when they differ in nothing but the round. */
export function planDifference(before: SealedPlan, after: SealedPlan): string[] {
  return [
    ...change('The action', before.action, after.action),
    ...change('The service', before.target.service, after.target.service),
    ...change('The environment', before.target.environment, after.target.environment),
    ...change('The connector', before.connector, after.connector),
    ...stateChange('Running now', before.current, after.current),
    ...stateChange('To be running', before.desired, after.desired),
    ...change('The direction', before.direction ?? undefined, after.direction ?? undefined),
    ...change('The requester', before.requester, after.requester),
    ...change('The rule that decides', before.rule, after.rule),
  ];
}

function stateChange(what: string, before: PlanState | null, after: PlanState | null): string[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (fields.length === 0) return change(what, before ? 'something' : undefined, after ? 'something' : undefined);
  return fields.flatMap((field) => change(`${what}: ${field}`, before?.[field], after?.[field]));
}

function change(what: string, before: string | number | undefined, after: string | number | undefined): string[] {
  if (before === after) return [];
  return [`${what} was ${shown(before)} and is now ${shown(after)}.`];
}

/** A full commit SHA is cut to seven digits. */
function shown(value: string | number | undefined): string {
  return String(value ?? 'nothing').replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, '$1');
}
