import { Hono } from 'hono';
import { ancestry, commitOf, resolveCommit, resolveRef } from '../github/refs';
import { treeOf, type TreeFile } from '../github/tree';
import type { Commit, Repository } from '../github/world';
import { ApiError } from './api-error';
import type { AzureDevOpsEnv, AzureDevOpsParts, AzureDevOpsRequest } from './env';
import { guid, isoTime, listOf, presentIdentity } from './present-basics';

const unresolved = (type: string, version: string) =>
  new ApiError(
    404,
    `TF401175:The version descriptor <${type[0]!.toUpperCase()}${type.slice(1)}: ${version} > could not be resolved to a version in the repository`,
    'GitUnresolvableToCommitException',
  );

/** `_apis/git/repositories/{repository}`: the repository, its refs, commits, files and what lies between two commits. */
export function gitRoutes({ links, project }: AzureDevOpsParts): Hono<AzureDevOpsEnv> {
  const api = (repository: Repository) => `${links.api}/_apis/git/repositories/${guid('repository', repository.name)}`;
  return new Hono<AzureDevOpsEnv>()
    .get('/', (c) => {
      const repository = c.get('repository');
      return c.json({
        id: guid('repository', repository.name),
        name: repository.name,
        url: api(repository),
        project: { id: guid('project', project), name: project, state: 'wellFormed', visibility: 'private' },
        defaultBranch: `refs/heads/${repository.defaultBranch}`,
        size: 731_400,
        remoteUrl: `${links.html}/_git/${repository.name}`,
        webUrl: `${links.html}/_git/${repository.name}`,
        isDisabled: false,
      });
    })
    .get('/refs', (c) => {
      const repository = c.get('repository');
      const { filter = '', peelTags, $top } = c.req.query();
      const creator = presentIdentity(repository.commits[0]!.author);
      const heads = Object.entries(repository.branches).map(([name, objectId]) => ({
        name: `refs/heads/${name}`,
        objectId,
      }));
      const tags = repository.tags.map(({ name, commit, annotation }) => ({
        name: `refs/tags/${name}`,
        objectId: annotation?.sha ?? commit,
        ...(annotation && peelTags === 'true' ? { peeledObjectId: commit } : {}),
      }));
      const found = [...heads, ...tags]
        .filter(({ name }) => name.startsWith(`refs/${filter}`))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .slice(0, Number($top ?? 1000))
        .map((ref) => ({ ...ref, creator, url: `${api(repository)}/refs?filter=${ref.name.slice(5)}` }));
      return c.json(listOf(found));
    })
    .get('/commits', (c) => {
      const repository = c.get('repository');
      const query = (name: string) => c.req.query(`searchCriteria.${name}`);
      const version = query('itemVersion.version') ?? repository.defaultBranch;
      const from = versionOf(repository, query('itemVersion.versionType') ?? 'branch', version);
      const skip = Number(query('$skip') ?? 0);
      const commits = ancestry(repository, from).slice(skip, skip + Number(query('$top') ?? 100));
      return c.json(listOf(commits.map((commit) => presentCommit(commit, api(repository), links.html, repository))));
    })
    .get('/commits/:commit', (c) => {
      const repository = c.get('repository');
      const sha = c.req.param('commit');
      const commit = /^[0-9a-f]{40}$/.test(sha) ? commitOf(repository, sha) : undefined;
      if (!commit) throw unresolved('commit', sha);
      return c.json({
        ...presentCommit(commit, api(repository), links.html, repository),
        treeId: commit.treeSha,
        parents: commit.parents,
      });
    })
    .get('/diffs/commits', (c) => {
      const repository = c.get('repository');
      const {
        baseVersion = '',
        baseVersionType = 'branch',
        targetVersion = '',
        targetVersionType = 'branch',
      } = c.req.query();
      const base = versionOf(repository, baseVersionType, baseVersion);
      const target = versionOf(repository, targetVersionType, targetVersion);
      const ofBase = new Set(ancestry(repository, base).map(({ sha }) => sha));
      const ofTarget = ancestry(repository, target).map(({ sha }) => sha);
      const commonCommit = ofTarget.find((sha) => ofBase.has(sha));
      const aheadCount = ofTarget.filter((sha) => !ofBase.has(sha)).length;
      const shared = ofTarget.length - aheadCount;
      const behindCount = ofBase.size - shared;
      const sides = { commonCommit, baseCommit: base, targetCommit: target, aheadCount, behindCount };
      return c.json({ allChangesIncluded: true, changeCounts: {}, changes: [], ...sides });
    })
    .get('/items', (c) => {
      const repository = c.get('repository');
      const { path, scopePath, recursionLevel } = c.req.query();
      const version = c.req.query('versionDescriptor.version') ?? repository.defaultBranch;
      const commit = versionOf(repository, c.req.query('versionDescriptor.versionType') ?? 'branch', version);
      const wanted = (path ?? scopePath ?? '/').replace(/^\/+|\/+$/g, '');
      const tree = treeOf(repository, commit);
      const file = tree.find((candidate) => candidate.path === wanted);
      const inside = tree.filter((candidate) => wanted === '' || candidate.path.startsWith(`${wanted}/`));
      if (!file && inside.length === 0) {
        const message = `TF401174: The item '/${wanted}' could not be found in the repository '${repository.name}' at the version specified by '<Commit: ${commit} >'`;
        throw new ApiError(404, message, 'GitItemNotFoundException');
      }
      const itself = file ? presentBlob(file, commit) : presentTree(wanted, commit);
      if (recursionLevel?.toLowerCase() !== 'onelevel')
        return c.json(file && wantsContent(c) ? { ...itself, content: file.text } : itself);
      const children = new Map(
        inside.map((one) => {
          const [name = '', ...deeper] = one.path.slice(wanted === '' ? 0 : wanted.length + 1).split('/');
          const folder = wanted === '' ? name : `${wanted}/${name}`;
          return [name, deeper.length > 0 ? presentTree(folder, commit) : presentBlob(one, commit)];
        }),
      );
      return c.json(listOf([itself, ...children.values()]));
    });
}

const wantsContent = (c: AzureDevOpsRequest) => c.req.query('includeContent') === 'true';

function presentBlob({ path, sha }: TreeFile, commitId: string) {
  return { objectId: sha, gitObjectType: 'blob', commitId, path: `/${path}` };
}

function presentTree(path: string, commitId: string) {
  const objectId = guid('tree', commitId, path).replaceAll('-', '').padEnd(40, '0');
  return { objectId, gitObjectType: 'tree', commitId, path: `/${path}`, isFolder: true };
}

function versionOf(repository: Repository, type: string, version: string): string {
  const kind = type.toLowerCase();
  const found =
    kind === 'commit'
      ? /^[0-9a-f]{40}$/.test(version) && resolveCommit(repository, version)
      : resolveRef(repository, `${kind === 'tag' ? 'tags' : 'heads'}/${version}`);
  if (!found) throw unresolved(kind, version);
  return found;
}

/** GitCommitRef */
function presentCommit({ sha, author, message, at, files }: Commit, api: string, html: string, repository: Repository) {
  const user = { name: author.name, email: author.email, date: isoTime(at) };
  const [comment = ''] = message.split('\n\n');
  return {
    commitId: sha,
    author: user,
    committer: user,
    comment,
    ...(comment === message ? {} : { commentTruncated: true }),
    changeCounts: { Add: 0, Edit: files.length, Delete: 0 },
    url: `${api}/commits/${sha}`,
    remoteUrl: `${html}/_git/${repository.name}/commit/${sha}`,
  };
}
