import { cancel } from './github/cancel';
import { createClient } from './github/client';
import { compare } from './github/compare';
import { find } from './github/find';
import { file, folder } from './github/contents';
import { history } from './github/history';
import { resolve } from './github/resolve';
import { run } from './github/run';
import { type GitHubSettings } from './github/sessions';
import { start } from './github/start';
import { versions } from './github/versions';
import { createHttp } from './http';
import { conditional } from './http/conditional';
import { type CiCd } from './types';

/**
 * GitHub Actions by its REST API, version 2022-11-28.
 * @throws VendorError when the address or the App's key is missing or unsafe; nothing is asked yet
 */
export function createGitHub(settings: GitHubSettings, http = createHttp('GitHub')): CiCd {
  const client = createClient(settings, conditional(http));
  const past = history(client);
  return {
    name: 'github',
    resolve: resolve(client),
    deployed: async (repository, environment) => (await past(repository, environment, 1))[0] ?? null,
    history: past,
    versions: versions(client),
    file: file(client),
    folder: folder(client),
    compare: compare(client),
    start: start(client),
    find: find(client),
    run: run(client),
    cancel: cancel(client),
  };
}
