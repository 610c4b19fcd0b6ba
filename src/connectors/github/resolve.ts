import { nearestNames } from '../../model/nearest-names';
import { type CiCd, type ResolvedVersion } from '../types';
import { VendorError } from '../vendor-error';
import { type GitHubClient, orNull } from './client';
import { isRefName } from '../is-ref-name';

const SHA = /^[0-9a-f]{7,40}$/i;

/** Tag, then branch, then commit, then whatever else GitHub itself can resolve. What git could not have as a name is not found without asking GitHub. */
export function resolve(client: GitHubClient): CiCd['resolve'] {
  return async (repository, version, signal) => {
    if (!isRefName(version)) return { found: false, nearest: [] };
    const [tag, branch] = await Promise.all([
      commitOfTag(client, repository, version, signal),
      refObject(client, repository, `heads/${version}`, signal),
    ]);
    if (tag) return { found: true, commit: tag, ref: branch ? `refs/tags/${version}` : version };
    if (branch) return { found: true, commit: branch.sha, ref: version };
    const commit = await ofCommit(client, repository, version, signal);
    return commit ?? { found: false, nearest: await nearestTags(client, repository, version, signal) };
  };
}

async function refObject(client: GitHubClient, repository: string, ref: string, signal?: AbortSignal) {
  const what = `look up ${ref} in ${repository}`;
  const ask = client.ask(
    repository,
    what,
    (request, repo) => request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...repo, ref }),
    {
      signal,
    },
  );
  // 409: the repository is empty
  const found = await orNull(ask, [404, 409]);
  return found?.data.ref === `refs/${ref}` ? found.data.object : null;
}

/** An annotated tag points to a tag object, which points to the commit, or to another tag. */
async function commitOfTag(
  client: GitHubClient,
  repository: string,
  name: string,
  signal?: AbortSignal,
): Promise<string | null> {
  let object = await refObject(client, repository, `tags/${name}`, signal);
  for (let depth = 0; object?.type === 'tag' && depth < 5; depth++) {
    const tag_sha = object.sha;
    const { data } = await client.ask(
      repository,
      `read the tag ${name} of ${repository}`,
      (request, repo) => request('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { ...repo, tag_sha }),
      { signal },
    );
    object = data.object;
  }
  if (!object || object.type === 'commit') return object?.sha ?? null;
  throw new VendorError(
    `GitHub: the tag ${name} of ${repository} is on a ${object.type}, not on a commit.`,
    'GitHub',
    false,
  );
}

/** A workflow cannot be dispatched on a bare commit: it runs from the default branch and gets the version as its input. */
async function ofCommit(
  client: GitHubClient,
  repository: string,
  sha: string,
  signal?: AbortSignal,
): Promise<ResolvedVersion | null> {
  const commit = client.ask(
    repository,
    `look up the commit ${sha} in ${repository}`,
    (request, repo) => request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repo, ref: sha, per_page: 1 }),
    { signal },
  );
  const found = await orNull(commit, [404, 409, 422]);
  if (!found) return null;
  if (!SHA.test(sha)) return { found: true, commit: found.data.sha, ref: sha };
  if (!found.data.sha.startsWith(sha.toLowerCase())) return null;
  const { data } = await client.ask(
    repository,
    `read the default branch of ${repository}`,
    (request, repo) => request('GET /repos/{owner}/{repo}', { ...repo }),
    { signal },
  );
  return { found: true, commit: found.data.sha, ref: data.default_branch };
}

async function nearestTags(
  client: GitHubClient,
  repository: string,
  version: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const { data } = await client.ask(
    repository,
    `read the tags of ${repository}`,
    (request, repo) => request('GET /repos/{owner}/{repo}/tags', { ...repo, per_page: 100 }),
    { signal },
  );
  return nearestNames(
    version,
    data.map(({ name }) => name),
  );
}
