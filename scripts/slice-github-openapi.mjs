// Usage: node scripts/slice-github-openapi.mjs <path of @octokit/openapi/generated/api.github.com.json>
// Writes test/fixtures/github/openapi.json: the paths that Countersign or its sandbox use, with what they refer to and nothing else.
// The package itself unpacks to 400 MB, so it is not a dependency: `npm pack @octokit/openapi` in another folder.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../test/fixtures/github/openapi.json', import.meta.url));

const repo = '/repos/{owner}/{repo}';
const operations = {
  '/app': ['get'],
  '/app/installations': ['get'],
  '/app/installations/{installation_id}': ['get'],
  '/app/installations/{installation_id}/access_tokens': ['post'],
  '/rate_limit': ['get'],
  [repo]: ['get'],
  [`${repo}/installation`]: ['get'],
  [`${repo}/git/ref/{ref}`]: ['get'],
  [`${repo}/git/tags/{tag_sha}`]: ['get'],
  [`${repo}/git/commits/{commit_sha}`]: ['get'],
  [`${repo}/commits`]: ['get'],
  [`${repo}/commits/{ref}`]: ['get'],
  [`${repo}/compare/{basehead}`]: ['get'],
  [`${repo}/contents/{path}`]: ['get'],
  [`${repo}/tags`]: ['get'],
  [`${repo}/branches`]: ['get'],
  [`${repo}/branches/{branch}`]: ['get'],
  [`${repo}/releases`]: ['get'],
  [`${repo}/releases/latest`]: ['get'],
  [`${repo}/releases/tags/{tag}`]: ['get'],
  [`${repo}/actions/workflows`]: ['get'],
  [`${repo}/actions/workflows/{workflow_id}`]: ['get'],
  [`${repo}/actions/workflows/{workflow_id}/dispatches`]: ['post'],
  [`${repo}/actions/workflows/{workflow_id}/runs`]: ['get'],
  [`${repo}/actions/runs`]: ['get'],
  [`${repo}/actions/runs/{run_id}`]: ['get'],
  [`${repo}/actions/runs/{run_id}/cancel`]: ['post'],
  [`${repo}/actions/runs/{run_id}/jobs`]: ['get'],
  [`${repo}/actions/jobs/{job_id}`]: ['get'],
  [`${repo}/actions/jobs/{job_id}/logs`]: ['get'],
  [`${repo}/deployments`]: ['get', 'post'],
  [`${repo}/deployments/{deployment_id}`]: ['get'],
  [`${repo}/deployments/{deployment_id}/statuses`]: ['get', 'post'],
  [`${repo}/deployments/{deployment_id}/statuses/{status_id}`]: ['get'],
};

/** Below these keys the names are data (property names, status codes), not OpenAPI keywords. */
const nameMaps = new Set([
  'properties',
  'patternProperties',
  'responses',
  'headers',
  'schemas',
  'parameters',
  'content',
]);
const prose = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'operationId',
  'deprecated',
]);

function slim(value, isNameMap = false) {
  if (Array.isArray(value)) return value.map((item) => slim(item));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => isNameMap || !(prose.has(key) || key.startsWith('x-')));
  return Object.fromEntries(kept.map(([key, child]) => [key, slim(child, !isNameMap && nameMaps.has(key))]));
}

function collectReferences(value, found) {
  if (Array.isArray(value)) value.forEach((item) => collectReferences(item, found));
  else if (value !== null && typeof value === 'object')
    for (const [key, child] of Object.entries(value))
      if (key === '$ref' && typeof child === 'string') found.add(child);
      else collectReferences(child, found);
}

const sourcePath = process.argv[2];
if (!sourcePath) {
  console.error('usage: node scripts/slice-github-openapi.mjs <api.github.com.json of @octokit/openapi>');
  process.exit(2);
}
const source = JSON.parse(readFileSync(sourcePath, 'utf8'));

const paths = {};
for (const [path, methods] of Object.entries(operations)) {
  const all = source.paths[path];
  for (const method of methods) if (!all?.[method]) throw new Error(`${method} ${path} is not in ${sourcePath}`);
  paths[path] = Object.fromEntries(methods.map((method) => [method, slim(all[method])]));
}

// The list says that an account is a user and an enterprise at once (allOf), which no answer can be; one installation says anyOf.
paths['/app/installations'].get.responses['200'].content['application/json'].schema.items = {
  $ref: '#/components/schemas/installation',
};

const components = {};
const queue = new Set();
collectReferences(paths, queue);
for (const reference of queue) {
  const [, , kind, name] = reference.split('/');
  const component = slim(source.components[kind][name]);
  (components[kind] ??= {})[name] = component;
  collectReferences(component, queue);
}

const slice = {
  openapi: source.openapi,
  info: { title: source.info.title, version: source.info.version },
  'x-source': `@octokit/openapi ${source.info.version}, generated/api.github.com.json, cut by scripts/slice-github-openapi.mjs`,
  paths,
  components,
};
writeFileSync(target, `${JSON.stringify(slice)}\n`);
console.log(
  `${target}: ${Object.keys(paths).length} paths, ${queue.size} components, ${Math.round(statSync(target).size / 1024)} KiB`,
);
