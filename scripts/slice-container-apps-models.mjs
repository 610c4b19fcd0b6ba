// Usage: node scripts/slice-container-apps-models.mjs <folder of @azure/arm-appcontainers, unpacked>
// Writes test/fixtures/azure/container-apps.json: JSON Schemas of what Countersign or its sandbox use of Azure Container Apps, from
// the mappers that the package generates from Azure's REST API specification.
// The package is not a dependency: `npm pack @azure/arm-appcontainers@3.0.0` (the last with mappers) in another folder.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const target = fileURLToPath(new URL('../test/fixtures/azure/container-apps.json', import.meta.url));
const roots = ['ContainerApp', 'Revision', 'RevisionCollection', 'ReplicaCollection', 'DefaultErrorResponse'];

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/slice-container-apps-models.mjs <folder of @azure/arm-appcontainers, unpacked>');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const client = readFileSync(join(folder, 'dist/esm/containerAppsAPIClient.js'), 'utf8');
const [, apiVersion] = /apiVersion \|\| "([\d-]+)"/.exec(client);
const mappers = await import(pathToFileURL(join(folder, 'dist/esm/models/mappers.js')));

const PRIMITIVES = {
  String: { type: 'string' },
  Uuid: { type: 'string' },
  Number: { type: 'number' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  any: {},
  Dictionary: { type: 'object' },
};

const definitions = {};
const queue = new Set(roots);

function schemaOf({ type }) {
  if (type.name === 'Sequence') return { type: 'array', items: schemaOf(type.element) };
  if (type.name === 'Enum') return { enum: type.allowedValues };
  if (type.name !== 'Composite') {
    if (!PRIMITIVES[type.name]) throw new Error(`unknown type ${type.name}`);
    return PRIMITIVES[type.name];
  }
  queue.add(type.className);
  return { $ref: `#/definitions/${type.className}` };
}

const closed = () => ({ type: 'object', properties: {}, required: [], additionalProperties: false });

/** `properties.template` is a property of a nested object. */
function define(name) {
  const whole = closed();
  for (const mapper of Object.values(mappers[name].type.modelProperties)) {
    const path = mapper.serializedName.split('.');
    const last = path.pop();
    let place = whole;
    for (const part of path) place = place.properties[part] ??= closed();
    place.properties[last] = schemaOf(mapper);
    if (mapper.required) place.required.push(last);
  }
  return whole;
}

for (const name of queue) definitions[name] = define(name);

const slice = {
  $id: 'container-apps',
  'x-source': `@azure/arm-appcontainers ${version} (api-version ${apiVersion}), cut by scripts/slice-container-apps-models.mjs`,
  definitions,
};
writeFileSync(target, `${JSON.stringify(slice)}\n`);
console.log(`${target}: ${Object.keys(definitions).length} models, ${Math.round(statSync(target).size / 1024)} KiB`);
