export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatus {
  id: number;
  state: DeploymentState;
  creator: string;
  description: string;
  environment: string;
  logUrl: string;
  environmentUrl: string;
  /** ms since 1970, as all times here */
  at: number;
}
export interface Deployment {
  id: number;
  repository: string;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  description: string | null;
  payload: Record<string, unknown> | string;
  creator: string;
  transient: boolean;
  production: boolean;
  at: number;
  /** Oldest first. */
  statuses: DeploymentStatus[];
}
export interface Run {
  id: number;
  repository: string;
  workflow: string;
  number: number;
  actor: string;
  /** The branch or tag that was dispatched. */
  ref: string;
  headSha: string;
  inputs: Record<string, string>;
  createdAt: number;
  /** ms */
  duration: number;
  cancelledAt?: number;
  deployment?: number;
  /** Nothing about it will change any more. */
  settled: boolean;
}
export interface State {
  /** When this world began; its history is dated from here. */
  epoch: number;
  nextId: number;
  runs: Run[];
  deployments: Deployment[];
}
