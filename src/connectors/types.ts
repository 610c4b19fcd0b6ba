import { type PlanCommit } from '../model/plan';
import { type Run } from '../model/run';
import { type Alerts } from './alerts';
import { type Calendar } from './calendar';
import { type LogSource } from './log-source';
import { type Pager } from './pager';
import { type Responders } from './responders';
import { type Scaler } from './scaler';
import { type StatusPage } from './status-page';

export type { Scaler, ScaleState, ScaleTarget, Scaling } from './scaler';

/** CI/CD port. Errors: VendorError (see vendor-error.ts), never a vendor's own. */
export interface CiCd {
  readonly name: string;
  /** Resolves a tag, branch or commit SHA to a full SHA; null with near names when there is no such version. */
  resolve(
    repository: string,
    version: string,
    signal?: AbortSignal,
  ): Promise<ResolvedVersion | { found: false; nearest: string[] }>;
  /** What was last deployed successfully; null when nothing was. */
  deployed(repository: string, environment: string): Promise<Deployed | null>;
  /** Deployments that succeeded, newest first, at most `limit`. Connectors look back only so far, so it may be fewer than there were. */
  history(repository: string, environment: string, limit: number): Promise<PastDeployment[]>;
  /** Names of recent releases and tags for completion, newest first, at most `limit`. */
  versions(repository: string, limit: number, signal?: AbortSignal): Promise<string[]>;
  /** A file at a commit, tag or branch; null when it has none of that path. */
  file(repository: string, path: string, ref: string): Promise<SourceFile | null>;
  /** Names of the files right inside a folder, at most 1,000; none when there is no such folder. */
  folder(repository: string, path: string, ref: string): Promise<string[]>;
  /** What lies between two commits, newest first, at most 20 listed. */
  compare(repository: string, base: string, head: string): Promise<Comparison>;
  /**
   * Dispatches once. `unknown` when the answer was lost after the request may have been taken: search with `find`,
   * never dispatch again. `refused` when the vendor certainly did not take it.
   */
  start(job: DispatchedJob): Promise<Started>;
  /** The run that carries this correlation; null when none shows (yet). Never "the newest run". */
  find(
    job: Pick<DispatchedJob, 'repository' | 'workflow' | 'correlation'>,
    since: string,
  ): Promise<{ runId: string } | null>;
  /** State, steps and, for a failed run, the failing job with its last log lines (secrets masked). */
  run(repository: string, runId: string): Promise<Run>;
  /** Asks that a run stop; it goes on for some seconds. `ended` when there was nothing left to stop. */
  cancel(repository: string, runId: string): Promise<'cancelling' | 'ended'>;
}

export interface Deployed {
  version: string;
  commit: string;
  /** ISO 8601, when it had succeeded. */
  at: string;
  url?: string;
}

export interface PastDeployment extends Deployed {
  /** The vendor's name for who started it, a machine user where the bot did; absent when the vendor does not tell. */
  by?: string;
  /** Their address, where the vendor tells it. */
  email?: string;
  /** `live` is the newest alone: what runs now. */
  state: 'live' | 'replaced';
  /** Of the live one: the newest deployment, which came after it and failed, so that what runs may be a mixture. */
  failedSince?: Deployed;
}

export interface SourceFile {
  /** Git's name for its content: the same content, the same name. */
  blob: string;
  /** Empty when the vendor does not hand over a file of that size. */
  text: string;
  url: string;
}

export interface ResolvedVersion {
  found: true;
  commit: string;
  /** The ref to dispatch on: the tag or branch name, or the default branch for a bare SHA. */
  ref: string;
}

interface Comparison {
  /** `ahead` is the ordinary case. */
  relation: 'ahead' | 'behind' | 'diverged' | 'identical';
  commits: PlanCommit[];
  total: number;
  url: string;
}

export interface DispatchedJob {
  repository: string;
  workflow: string;
  ref: string;
  /** Unique to this request; shows in the run's name. */
  correlation: string;
  inputs: Record<string, string>;
}

export type Started =
  { state: 'started'; runId?: string } | { state: 'unknown'; message: string } | { state: 'refused'; message: string };

/** Monitoring port. */
export interface Monitoring {
  readonly name: string;
  /** Value of an instant query; null when it has no sample. A query with several series is an error that says so. */
  instant(query: string, signal?: AbortSignal): Promise<number | null>;
  /** The query's value at `from` and at each step until `to`, so that the place tells the time; null where it has no sample. */
  range(query: string, from: Date, to: Date, stepSeconds: number, signal?: AbortSignal): Promise<(number | null)[]>;
}

/** What a command may use. Each is built on first use. */
export interface Connectors {
  ciCd(name: string): Promise<CiCd>;
  monitoring(): Promise<Monitoring>;
  logs(name: LogSource['name']): Promise<LogSource>;
  alerts(): Promise<Alerts>;
  scaler(name: string): Promise<Scaler>;
  pager(): Promise<Pager>;
  responders(): Promise<Responders>;
  statusPage(): Promise<StatusPage>;
  calendar(): Promise<Calendar>;
}
