import type { Commit, Repository } from './world';

export const commitOf = (repository: Repository, sha: string): Commit | undefined =>
  repository.commits.find((commit) => commit.sha === sha);

/** The commit of a branch or tag, with or without `refs/`, `heads/` or `tags/`; tags win over branches as in git. */
export function resolveRef(repository: Repository, ref: string): string | undefined {
  const [, kind, name] = /^(?:refs\/)?(?:(heads|tags)\/)?(.+)$/.exec(ref) ?? [];
  if (name === undefined) return undefined;
  const tag = kind === 'heads' ? undefined : repository.tags.find((candidate) => candidate.name === name)?.commit;
  const branch = kind === 'tags' || !Object.hasOwn(repository.branches, name) ? undefined : repository.branches[name];
  return tag ?? branch;
}

/** The commit of a branch, tag, full SHA or a short SHA of at least 4 digits that fits just one. */
export function resolveCommit(repository: Repository, ref: string): string | undefined {
  if (ref === 'HEAD') return repository.branches[repository.defaultBranch];
  if (/^[0-9a-f]{40}$/.test(ref)) return commitOf(repository, ref)?.sha;
  const named = resolveRef(repository, ref);
  if (named !== undefined || !/^[0-9a-f]{4,39}$/.test(ref)) return named;
  const fitting = repository.commits.filter((commit) => commit.sha.startsWith(ref));
  return fitting.length === 1 ? fitting[0]!.sha : undefined;
}

/** A commit and all before it, newest first. */
export function ancestry(repository: Repository, sha: string): Commit[] {
  const found = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(commitOf(repository, next)?.parents ?? []));
  }
  return repository.commits.filter((commit) => found.has(commit.sha)).reverse();
}
