import { type CiCd } from '../types';
import { type AzureDevOpsClient } from './client';

const shown = 20;

interface Diffs {
  commonCommit: string;
  /** Commits of the one that the other lacks. */
  aheadCount: number;
  behindCount: number;
}

interface Commit {
  commitId: string;
  comment: string;
  author: { name: string };
  committer?: { date?: string };
}

/** How two commits stand to one another is told by their common ancestor; what is new is the history of the second down to it. */
export function compare(client: AzureDevOpsClient): CiCd['compare'] {
  return async (repository, base, head) => {
    const what = `compare ${base} with ${head} in ${repository}`;
    const [{ commonCommit, aheadCount, behindCount }, { value }] = await Promise.all([
      client.git<Diffs>(repository, what, '/diffs/commits', {
        query: {
          baseVersion: base,
          baseVersionType: 'commit',
          targetVersion: head,
          targetVersionType: 'commit',
          $top: 1,
        },
      }),
      client.git<{ value: Commit[] }>(repository, what, '/commits', {
        query: {
          'searchCriteria.itemVersion.version': head,
          'searchCriteria.itemVersion.versionType': 'commit',
          'searchCriteria.$top': shown,
        },
      }),
    ]);
    const relation = relationOf(base, head, commonCommit);
    // Of two of which one is the other's ancestor, one count is 0.
    const total = relation === 'ahead' ? Math.max(aheadCount, behindCount) : relation === 'diverged' ? aheadCount : 0;
    const end = value.findIndex(({ commitId }) => commitId === commonCommit);
    const news = value.slice(0, Math.min(total, end === -1 ? shown : end));
    return {
      relation,
      commits: news.map(({ commitId, comment, author, committer }) => ({
        sha: commitId,
        message: comment.split('\n', 1)[0]!.trim(),
        author: author.name,
        ...(committer?.date && { at: committer.date }),
      })),
      total,
      url: client.web(repository, `/branchCompare?baseVersion=GC${base}&targetVersion=GC${head}&_a=commits`),
    };
  };
}

function relationOf(base: string, head: string, common: string) {
  if (base === head) return 'identical';
  if (common === base) return 'ahead';
  return common === head ? 'behind' : 'diverged';
}
