import { createClient } from './github/client';
import { compare } from './github/compare';
import { deployed } from './github/deployed';
import { find } from './github/find';
import { resolve } from './github/resolve';
import { run } from './github/run';
import { type GitHubSettings } from './github/sessions';
import { start } from './github/start';
import { createHttp } from './http';
import { type CiCd } from './types';

/**
 * GitHub Actions by its REST API, version 2022-11-28.
 * @throws VendorError when the address or the App's key is missing or unsafe; nothing is asked yet
 */
export function createGitHub(settings: GitHubSettings, http = createHttp('GitHub')): CiCd {
  const client = createClient(settings, http);
  return {
    name: 'github',
    resolve: resolve(client),
    deployed: deployed(client),
    compare: compare(client),
    start: start(client),
    find: find(client),
    run: run(client),
  };
}
