import type { Links } from './present-basics';
import { presentCommit, presentFiles } from './present-git';
import { repositoryHtml, repositoryUrl } from './present-repository';
import { ancestry, commitOf, resolveCommit } from './refs';
import type { Commit, Repository } from './world';

/**
 * OpenAPI `commit-comparison`: what `head` has and `base` lacks, oldest first.
 * @param page takes the part of the commits that was asked for
 * @returns undefined when one of them names no commit
 */
export function compareCommits(
  repository: Repository,
  base: string,
  head: string,
  links: Links,
  page: (commits: Commit[]) => Commit[],
) {
  const own = (name: string) => resolveCommit(repository, name.replace(`${repository.owner.login}:`, ''));
  const [baseSha, headSha] = [own(base), own(head)];
  if (!baseSha || !headSha) return undefined;
  const behind = ancestry(repository, baseSha);
  const ahead = ancestry(repository, headSha);
  const shared = ahead.find((commit) => behind.includes(commit))!;
  const added = ahead.filter((commit) => !behind.includes(commit)).reverse();
  const lacking = behind.filter((commit) => !ahead.includes(commit)).length;
  const html = `${repositoryHtml(repository, links)}/compare`;
  const label = (sha: string) => `${repository.owner.login}:${sha.slice(0, 7)}`;
  return {
    url: `${repositoryUrl(repository, links)}/compare/${base}...${head}`,
    html_url: `${html}/${base}...${head}`,
    permalink_url: `${html}/${label(baseSha)}...${label(headSha)}`,
    diff_url: `${html}/${base}...${head}.diff`,
    patch_url: `${html}/${base}...${head}.patch`,
    base_commit: presentCommit(commitOf(repository, baseSha)!, repository, links),
    merge_base_commit: presentCommit(shared, repository, links),
    status: added.length === 0 ? (lacking === 0 ? 'identical' : 'behind') : lacking === 0 ? 'ahead' : 'diverged',
    ahead_by: added.length,
    behind_by: lacking,
    total_commits: added.length,
    commits: page(added).map((commit) => presentCommit(commit, repository, links)),
    files: added.flatMap((commit) => presentFiles(commit, repository, links)),
  };
}
