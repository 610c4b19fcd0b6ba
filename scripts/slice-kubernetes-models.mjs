// Usage: node scripts/slice-kubernetes-models.mjs <folder of @kubernetes/client-node, unpacked>
// Writes test/fixtures/kubernetes/models.json: JSON Schemas of the objects that Countersign or its sandbox use, from the models that
// the package generates from Kubernetes' OpenAPI. Pods are left out: they are the deployment's own business.
// The package is not a dependency (5 MB beside what we call by HTTP): `npm pack @kubernetes/client-node@1.4.0` in another folder.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const target = fileURLToPath(new URL('../test/fixtures/kubernetes/models.json', import.meta.url));
const roots = ['V1Deployment', 'V1Scale', 'V2HorizontalPodAutoscaler', 'V2HorizontalPodAutoscalerList', 'V1Status'];
const leftOut = new Set(['V1PodSpec']);

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/slice-kubernetes-models.mjs <folder of @kubernetes/client-node, unpacked>');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const models = join(folder, 'dist/gen/models');

const definitions = {};
let openapi;

function schemaOf(type) {
  const [, item] = /^Array<(.+)>$/.exec(type) ?? [];
  if (item) return { type: 'array', items: schemaOf(item) };
  const [, value] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
  if (value) return { type: 'object', additionalProperties: schemaOf(value) };
  if (type === 'any' || type === 'object' || leftOut.has(type)) return {};
  if (type === 'Date' || type === 'V1MicroTime') return { type: 'string', format: 'date-time' };
  if (type === 'IntOrString') return { type: ['integer', 'string'] };
  if (['string', 'number', 'boolean'].includes(type)) return { type };
  return { $ref: `#/definitions/${type}` };
}

async function define(name) {
  const source = readFileSync(join(models, `${name}.js`), 'utf8');
  openapi ??= /OpenAPI spec version: (\S+)/.exec(source)[1];
  const { [name]: model } = await import(pathToFileURL(join(models, `${name}.js`)));
  const declared = readFileSync(join(models, `${name}.d.ts`), 'utf8');
  const required = [...declared.matchAll(/^ {4}'(\w+)': /gm)].map(([, property]) => property);
  const attributes = model.getAttributeTypeMap();
  const properties = Object.fromEntries(
    attributes.map(({ baseName, type, format }) => [
      baseName,
      /^int(32|64)$/.test(format) ? { type: 'integer' } : schemaOf(type),
    ]),
  );
  definitions[name] = { type: 'object', properties, required, additionalProperties: false };
  return attributes.flatMap(({ type }) => type.match(/\bV[12]\w+/g) ?? []);
}

const queue = new Set(roots);
for (const name of queue) {
  if (leftOut.has(name) || name === 'V1MicroTime') continue;
  for (const more of await define(name)) queue.add(more);
}

const slice = {
  $id: 'kubernetes',
  'x-source': `@kubernetes/client-node ${version} (Kubernetes ${openapi}), cut by scripts/slice-kubernetes-models.mjs`,
  definitions,
};
writeFileSync(target, `${JSON.stringify(slice)}\n`);
console.log(`${target}: ${Object.keys(definitions).length} models, ${Math.round(statSync(target).size / 1024)} KiB`);
