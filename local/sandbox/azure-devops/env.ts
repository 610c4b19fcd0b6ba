import type { Context } from 'hono';
import type { ServerEnv } from '../../kit/server-env';
import type { Store } from '../github/store';
import type { Account, Repository, World } from '../github/world';

export interface AzureDevOpsEnv extends ServerEnv {
  Variables: ServerEnv['Variables'] & { repository: Repository };
}
export type AzureDevOpsRequest = Context<AzureDevOpsEnv>;

/** What the handlers share. The company and what happens in it are kept as in the sandbox's GitHub; only the API is another. */
export interface AzureDevOpsParts {
  store: Store;
  world: World;
  accounts: Map<string, Account>;
  organization: string;
  project: string;
  /** The API's and the web site's address of the project, without a slash at the end. */
  links: { api: string; html: string };
}
