import { createHash } from 'node:crypto';
import type { Account, Commit, Tag } from './world';

export interface HistoryEntry {
  message: string;
  author: Account;
  files: string[];
  /** What some of the files say; of the others only the names are known. */
  texts?: Record<string, string>;
  /** Tags set on this commit. */
  tags?: string[];
  /** Not on the default branch: this branch holds it, and the next entry continues where the default branch was. */
  branch?: string;
}

export const sha1 = (...parts: string[]) => createHash('sha1').update(parts.join('\n')).digest('hex');

/**
 * Commits, branches and tags from a list of entries, oldest first. SHAs depend on the repository, message and place only, never on the
 * time, so that they are the same in every run.
 * @param newest ms since 1970; the entries before it lie a day apart
 */
export function buildHistory(
  repository: string,
  entries: HistoryEntry[],
  { newest, tagger, annotated }: { newest: number; tagger: Account; annotated: boolean },
): { commits: Commit[]; branches: Record<string, string>; tags: Tag[] } {
  const branches: Record<string, string> = {};
  const commits: Commit[] = [];
  const tags: Tag[] = [];
  entries.forEach(({ message, author, files, texts = {}, tags: names = [], branch = 'main' }, index) => {
    const parent = branches[branch] ?? branches.main;
    const at = newest - (entries.length - 1 - index) * 24 * 3_600_000;
    const sha = sha1('commit', repository, String(index), message);
    const changes = [...files, ...Object.keys(texts)].map((filename, n) => ({
      filename,
      additions: 3 + ((index * 7 + n * 5) % 40),
      deletions: (index * 3 + n) % 12,
    }));
    commits.push({
      sha,
      treeSha: sha1('tree', sha),
      parents: parent ? [parent] : [],
      message,
      author,
      at,
      files: changes,
      texts,
    });
    branches[branch] = sha;
    for (const name of names) {
      const annotation = { sha: sha1('tag', sha, name), message: `${repository} ${name}\n`, tagger, at: at + 60_000 };
      tags.push({ name, commit: sha, ...(annotated ? { annotation } : {}) });
    }
  });
  return { commits, branches, tags };
}
