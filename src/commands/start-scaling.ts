import { type Scaler, type ScaleState, type Scaling, type Started } from '../connectors/types';
import { type Plan, type PlanState } from '../model/plan';

/** How often a plan is tried anew on a target that changes in ways that do not matter to it, such as a pod that restarts. */
const TRIES = 3;

/** Reads, makes sure that the plan still holds, and asks on condition that nothing changes in between. Never throws. */
export async function startScaling(scaler: Scaler, scaling: Scaling, plan: Plan): Promise<Started> {
  let conflict = '';
  for (let count = 0; count < TRIES; count++) {
    let state: ScaleState | null;
    try {
      state = await scaler.read(scaling.target);
    } catch (error) {
      return { state: 'refused', message: (error as Error).message };
    }
    if (!state || !holds(plan, scaling, state)) {
      const message = `${plan.service} in ${plan.environment} has just been changed by somebody else. Ask again.`;
      return { state: 'refused', message };
    }
    const started = await scaler.scale(scaling, state);
    if (started.state !== 'conflict') return started;
    conflict = started.message;
  }
  return { state: 'refused', message: conflict };
}

/** What votes are bound to: the number that is set, not what an autoscaler makes of it. */
export function standing({ autoscaler }: Scaling, state: ScaleState): PlanState {
  if (!autoscaler || !state.autoscaler) return { replicas: state.replicas };
  const { name, minimum, maximum } = state.autoscaler;
  return { autoscaler: name, minimum, maximum };
}

function holds({ current }: Plan, scaling: Scaling, state: ScaleState): boolean {
  if (scaling.autoscaler !== (state.autoscaler !== undefined)) return false;
  const now = standing(scaling, state);
  return Object.entries(current ?? {}).every(([field, value]) => now[field] === value);
}
