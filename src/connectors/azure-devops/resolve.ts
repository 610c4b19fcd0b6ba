import { nearestNames } from '../../model/nearest-names';
import { isRefName } from '../is-ref-name';
import { type CiCd, type ResolvedVersion } from '../types';
import { type AzureDevOpsClient, orNull } from './client';
import { commitOf, refsOf, shortName } from './refs';

const SHA = /^[0-9a-f]{7,40}$/i;
/** Commits of the default branch among which a short SHA is looked for. */
const remembered = 1000;

/** Tag, then branch, then commit. What git could not have as a name is not found without Azure DevOps being asked. */
export function resolve(client: AzureDevOpsClient): CiCd['resolve'] {
  return async (repository, version, signal) => {
    if (!isRefName(version)) return { found: false, nearest: [] };
    const kinds = ['tags', 'heads'] as const;
    const [tags, heads] = await Promise.all(
      kinds.map((kind) => refsOf(client, repository, `${kind}/${version}`, signal)),
    );
    const ref =
      tags!.find(({ name }) => name === `refs/tags/${version}`) ??
      heads!.find(({ name }) => name === `refs/heads/${version}`);
    if (ref) return { found: true, commit: commitOf(ref), ref: ref.name };
    const commit = SHA.test(version) ? await ofCommit(client, repository, version.toLowerCase(), signal) : null;
    if (commit) return commit;
    const names = (await refsOf(client, repository, 'tags/', signal)).map(({ name }) => shortName(name));
    return { found: false, nearest: nearestNames(version, names) };
  };
}

/** A pipeline cannot be run on a bare commit of no branch: it runs from the default branch and gets the version as its parameter. */
async function ofCommit(
  client: AzureDevOpsClient,
  repository: string,
  sha: string,
  signal?: AbortSignal,
): Promise<ResolvedVersion | null> {
  const what = `look up the commit ${sha} in ${repository}`;
  const { defaultBranch } = await client.git<{ defaultBranch?: string }>(repository, what, '', { signal });
  if (!defaultBranch) return null;
  const commit = sha.length === 40 ? await byFullSha() : await byShortSha(shortName(defaultBranch));
  return commit ? { found: true, commit, ref: defaultBranch } : null;

  async function byFullSha() {
    const found = await orNull(client.git<{ commitId: string }>(repository, what, `/commits/${sha}`, { signal }));
    return found?.commitId;
  }

  async function byShortSha(branch: string) {
    const query = {
      'searchCriteria.itemVersion.version': branch,
      'searchCriteria.itemVersion.versionType': 'branch',
      'searchCriteria.$top': remembered,
    };
    const { value } = await client.git<{ value: { commitId: string }[] }>(repository, what, '/commits', {
      query,
      signal,
    });
    const fitting = value.filter(({ commitId }) => commitId.startsWith(sha));
    return fitting.length === 1 ? fitting[0]!.commitId : undefined;
  }
}
