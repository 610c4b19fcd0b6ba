import { isoTime, nodeId, presentUser, type Links } from './present-basics';
import { repositoryHtml, repositoryUrl } from './present-repository';
import { sha1 } from './history';
import type { Commit, Repository, Tag } from './world';

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
const gitUser = ({ author, at }: Commit) => ({ name: author.name, email: author.email, date: isoTime(at) });

const parentsOf = (commit: Commit, repository: Repository, links: Links, kind: 'commits' | 'git/commits') =>
  commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(repository, links)}/${kind}/${sha}`,
    html_url: `${repositoryHtml(repository, links)}/commit/${sha}`,
  }));

/** OpenAPI `commit`, without `stats` and `files` as lists have it */
export function presentCommit(commit: Commit, repository: Repository, links: Links) {
  const url = `${repositoryUrl(repository, links)}/commits/${commit.sha}`;
  const author = presentUser(commit.author, links);
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: gitUser(commit),
      committer: gitUser(commit),
      message: commit.message,
      tree: { sha: commit.treeSha, url: `${repositoryUrl(repository, links)}/git/trees/${commit.treeSha}` },
      url: `${repositoryUrl(repository, links)}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url,
    html_url: `${repositoryHtml(repository, links)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author,
    committer: author,
    parents: parentsOf(commit, repository, links, 'commits'),
  };
}

/** OpenAPI `commit`, as `GET /commits/{ref}` has it */
export function presentCommitWithFiles(commit: Commit, repository: Repository, links: Links) {
  const additions = commit.files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = commit.files.reduce((sum, file) => sum + file.deletions, 0);
  const stats = { total: additions + deletions, additions, deletions };
  return { ...presentCommit(commit, repository, links), stats, files: presentFiles(commit, repository, links) };
}

/** OpenAPI `diff-entry`s of one commit */
export function presentFiles(commit: Commit, repository: Repository, links: Links) {
  const html = repositoryHtml(repository, links);
  return commit.files.map(({ filename, additions, deletions }) => ({
    sha: sha1('blob', commit.sha, filename),
    filename,
    status: commit.parents.length ? 'modified' : 'added',
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${html}/blob/${commit.sha}/${encodeURIComponent(filename)}`,
    raw_url: `${html}/raw/${commit.sha}/${encodeURIComponent(filename)}`,
    contents_url: `${repositoryUrl(repository, links)}/contents/${encodeURIComponent(filename)}?ref=${commit.sha}`,
  }));
}

/** OpenAPI `git-commit` */
export function presentGitCommit(commit: Commit, repository: Repository, links: Links) {
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${repositoryUrl(repository, links)}/git/commits/${commit.sha}`,
    html_url: `${repositoryHtml(repository, links)}/commit/${commit.sha}`,
    author: gitUser(commit),
    committer: gitUser(commit),
    tree: { sha: commit.treeSha, url: `${repositoryUrl(repository, links)}/git/trees/${commit.treeSha}` },
    message: commit.message,
    parents: parentsOf(commit, repository, links, 'git/commits'),
    verification: unsigned,
  };
}

/** OpenAPI `git-ref`; that of an annotated tag points to the tag object */
export function presentRef(
  ref: string,
  object: { type: 'commit' | 'tag'; sha: string },
  repository: Repository,
  links: Links,
) {
  const url = repositoryUrl(repository, links);
  return {
    ref: `refs/${ref}`,
    node_id: nodeId('REF', `${repository.id}:${ref}`),
    url: `${url}/git/refs/${ref}`,
    object: { ...object, url: `${url}/git/${object.type}s/${object.sha}` },
  };
}

/** OpenAPI `git-tag` */
export function presentTagObject(
  tag: Tag & { annotation: NonNullable<Tag['annotation']> },
  repository: Repository,
  links: Links,
) {
  const { sha, message, tagger, at } = tag.annotation;
  const url = repositoryUrl(repository, links);
  return {
    node_id: nodeId('TA', sha),
    sha,
    url: `${url}/git/tags/${sha}`,
    tagger: { name: tagger.name, email: tagger.email, date: isoTime(at) },
    object: { sha: tag.commit, type: 'commit', url: `${url}/git/commits/${tag.commit}` },
    tag: tag.name,
    message,
    verification: unsigned,
  };
}

/** OpenAPI `tag` */
export function presentTag(tag: Tag, repository: Repository, links: Links) {
  const url = repositoryUrl(repository, links);
  return {
    name: tag.name,
    zipball_url: `${url}/zipball/refs/tags/${tag.name}`,
    tarball_url: `${url}/tarball/refs/tags/${tag.name}`,
    commit: { sha: tag.commit, url: `${url}/commits/${tag.commit}` },
    node_id: nodeId('REF', `${repository.id}:refs/tags/${tag.name}`),
  };
}
