/** What intake and activities ask of the durable client. */
export interface Durable {
  /** Starts an orchestration unless one with this ID is under way. */
  start(orchestrator: OrchestratorName, instanceId: string, input: unknown): Promise<void>;
  /** Tells an instance to look at its rows again. Telling an ended one does nothing. */
  wake(instanceId: string): Promise<void>;
}

/** Orchestrators by the name they are started with. A name, once deployed, stays. */
export type OrchestratorName =
  | 'runCommand'
  | 'followRun'
  | 'followDebt'
  | 'alarm'
  | 'refuseVote'
  | 'greet'
  | 'incident'
  | 'keepPin'
  | 'alertGroup'
  | 'showHome';

/** The one external event there is: "look again". */
export const WAKE = 'wake';

/** What an operator asks of the durable client, about one instance. */
export interface InstanceControl {
  /** Undefined where Durable knows no such instance, or cannot be asked. */
  stateOf(instanceId: string): Promise<InstanceState | undefined>;
  terminate(instanceId: string, reason: string): Promise<void>;
  /** Lets what failed in it run again. */
  rewind(instanceId: string, reason: string): Promise<void>;
}

export type InstanceState = 'going' | 'failed' | 'over';
