import { type PlanCommit } from '../../model/plan';
import { type CiCd } from '../types';
import { type GitHubClient } from './client';

const perPage = 100;
const shown = 20;

/** GitHub lists from the oldest on, so of a long comparison only the end is read; the first page alone carries the changed files. */
export function compare(client: GitHubClient): CiCd['compare'] {
  return async (repository, base, head) => {
    const basehead = `${base}...${head}`;
    const read = async (page: number) => {
      const { data } = await client.ask(repository, `compare ${basehead} in ${repository}`, (request, repo) =>
        request('GET /repos/{owner}/{repo}/compare/{basehead}', { ...repo, basehead, per_page: perPage, page }),
      );
      return data;
    };
    const first = await read(1);
    const total = first.total_commits;
    const last = Math.ceil(total / perPage);
    let commits = first.commits;
    if (last > 1) {
      const wanted = last > 2 && total % perPage !== 0 && total % perPage < shown ? [last - 1, last] : [last];
      const pages = await Promise.all(wanted.map(read));
      commits = [...(last === 2 ? first.commits : []), ...pages.flatMap((page) => page.commits)];
    }
    return {
      relation: first.status,
      commits: commits.slice(-shown).reverse().map(toPlanCommit),
      total,
      url: first.html_url,
    };
  };
}

interface Commit {
  sha: string;
  commit: { message: string; author: { name?: string } | null; committer: { date?: string } | null };
  author: { login?: string } | null;
}

function toPlanCommit({ sha, commit, author }: Commit): PlanCommit {
  return {
    sha,
    message: commit.message.split('\n', 1)[0]!.trim(),
    author: author?.login ?? commit.author?.name ?? 'unknown',
    ...(commit.committer?.date && { at: commit.committer.date }),
  };
}
