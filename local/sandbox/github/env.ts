import type { Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import type { Links } from './present-basics';
import type { Store } from './store';
import type { Account, Repository } from './world';

/** What GitHub's handlers find in their context, beside what every local server has. */
export interface GitHubEnv extends ServerEnv {
  Variables: ServerEnv['Variables'] & { actor: Account; repository: Repository };
}
export type GitHubRequest = Context<GitHubEnv>;

/** What they all share. */
export interface GitHubParts {
  store: Store;
  links: Links;
  accounts: Map<string, Account>;
  /** Where a finished job's log can be fetched without a token for a minute. */
  logUrl(jobId: number): string;
  /** As a server that is older than `return_run_details` (GitHub Enterprise Server up to 3.20). */
  withoutRunDetails: boolean;
}
