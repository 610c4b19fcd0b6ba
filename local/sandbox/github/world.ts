import type { JobPlan } from './run-plan';

export interface Account {
  login: string;
  id: number;
  type: 'User' | 'Bot' | 'Organization';
  name: string;
  email: string;
}

export interface Commit {
  sha: string;
  treeSha: string;
  parents: string[];
  message: string;
  author: Account;
  /** ms since 1970 */
  at: number;
  files: { filename: string; additions: number; deletions: number }[];
  /** What those of the files say whose words matter. */
  texts: Record<string, string>;
}

export interface Tag {
  name: string;
  commit: string;
  /** Present when the tag is annotated: the tag object that the ref points to. */
  annotation?: { sha: string; message: string; tagger: Account; at: number };
}

interface WorkflowInput {
  required?: boolean;
  default?: string;
  /** A choice; anything else is refused. */
  options?: string[];
}

export interface Workflow {
  id: number;
  name: string;
  /** as in `.github/workflows/<file>` */
  file: string;
  inputs: Record<string, WorkflowInput>;
  /** The workflow's `run-name`, shown as `display_title`. */
  runName(inputs: Record<string, string>): string;
  /** What a run with these inputs will do; `resolve` turns a ref into a commit of the repository. */
  plan(inputs: Record<string, string>, resolve: (ref: string) => string | undefined): JobPlan[];
}

export interface Repository {
  id: number;
  owner: Account;
  name: string;
  description: string;
  language: string;
  defaultBranch: string;
  /** Oldest first. */
  commits: Commit[];
  branches: Record<string, string>;
  tags: Tag[];
  workflows: Workflow[];
}

/** What a sandbox GitHub holds at its start. */
export interface World {
  repositories: Repository[];
  /** The account whose token is used. */
  machineUser: Account;
  /** Successful deployments that are there already. */
  deployments: { repository: string; environment: string; version: string; at: number; by: Account }[];
}
