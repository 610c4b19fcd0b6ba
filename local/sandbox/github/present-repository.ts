import { isoTime, nodeId, presentUser, type Links } from './present-basics';
import type { Repository } from './world';

/** The `…_url` fields that every repository object has, and what follows the repository's own URL in each. */
const urls: Record<string, string> = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
};

export const repositoryUrl = ({ owner, name }: Repository, { api }: Links) => `${api}/repos/${owner.login}/${name}`;
export const repositoryHtml = ({ owner, name }: Repository, { html }: Links) => `${html}/${owner.login}/${name}`;

/** OpenAPI `minimal-repository`, as it stands inside a run */
export function presentMinimalRepository(repository: Repository, links: Links) {
  const url = repositoryUrl(repository, links);
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: `${repository.owner.login}/${repository.name}`,
    private: true,
    owner: presentUser(repository.owner, links),
    html_url: repositoryHtml(repository, links),
    description: repository.description,
    fork: false,
    url,
    ...(Object.fromEntries(Object.entries(urls).map(([field, rest]) => [field, url + rest])) as Record<string, string>),
  };
}

/** OpenAPI `full-repository` */
export function presentRepository(repository: Repository, links: Links) {
  const html = repositoryHtml(repository, links);
  const { host } = new URL(links.html);
  const fullName = `${repository.owner.login}/${repository.name}`;
  const newest = isoTime(Math.max(...repository.commits.map((commit) => commit.at)));
  return {
    ...presentMinimalRepository(repository, links),
    created_at: isoTime(repository.commits[0]!.at),
    updated_at: newest,
    pushed_at: newest,
    git_url: `git://${host}/${fullName}.git`,
    ssh_url: `git@${host}:${fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 1840,
    stargazers_count: 0,
    watchers_count: 0,
    language: repository.language,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: 0,
    license: null,
    allow_forking: false,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: 'private',
    forks: 0,
    open_issues: 0,
    watchers: 0,
    default_branch: repository.defaultBranch,
    permissions: { admin: false, maintain: false, push: true, triage: true, pull: true },
    allow_squash_merge: true,
    allow_merge_commit: false,
    allow_rebase_merge: false,
    organization: presentUser(repository.owner, links),
    network_count: 0,
    subscribers_count: 3,
  };
}
