import { type Run } from '../model/run';
import { type Started } from './types';

/** Scaling port. Errors: VendorError (see vendor-error.ts), never a vendor's own. */
export interface Scaler {
  readonly name: string;
  /** How it stands now; null when there is nothing of this name. */
  read(target: ScaleTarget): Promise<ScaleState | null>;
  /** Whether the vendor would take the change, as far as it tells beforehand; if not, a sentence says why. Changes nothing. */
  rehearse(scaling: Scaling, seen: ScaleState): Promise<{ accepted: true } | { accepted: false; message: string }>;
  /**
   * Asks once, and only for what was `seen`. `conflict` when that has changed since: nothing was taken, so it may be read
   * and asked again. `unknown` when the answer was lost after the request may have been taken: look with `find`.
   */
  scale(scaling: Scaling, seen: ScaleState): Promise<Started | { state: 'conflict'; message: string }>;
  /**
   * The run of a scaling whose answer was lost: there as soon as the vendor wants this number. null until then.
   * @param since ISO 8601, when it was asked for
   */
  find(scaling: Scaling, since: string): Promise<{ runId: string } | null>;
  /** How far it has come. Ready means that just as many replicas run and are ready as were asked for. */
  run(scaling: Scaling, runId: string): Promise<Run>;
}

export interface ScaleTarget {
  /** Kubernetes: a namespace. Container Apps: `subscription ID/resource group`. */
  namespace: string;
  name: string;
}

export interface Scaling {
  target: ScaleTarget;
  replicas: number;
  /** Whether the number is the autoscaler's minimum instead of the target's own. */
  autoscaler: boolean;
}

export interface ScaleState {
  /** Wanted now. */
  replicas: number;
  ready: number;
  /** Opaque; another one as soon as anything has changed. */
  version: string;
  /** What changes the number by itself; a number set by hand does not last beside it. */
  autoscaler?: { name: string; minimum: number; maximum: number; version: string };
}
