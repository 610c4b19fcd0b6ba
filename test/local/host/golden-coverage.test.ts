import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const recordings = readdirSync(join(__dirname, '../../fixtures/functions-host')).map((file) => file.split('.')[0]!);
const tests = readdirSync(__dirname)
  .filter((file) => /^golden-.*\.test\.ts$/.test(file))
  .map((file) => readFileSync(join(__dirname, file), 'utf8'))
  .join('\n');
const readme = readFileSync(join(__dirname, '../../../local/host/README.md'), 'utf8');
const notCompared = readme.slice(readme.indexOf('## Recordings that are not compared'), readme.indexOf('## The rooms'));

/** `worker-invocation-hello` and its like are named by a loop over function names. */
const isNamed = (name: string): boolean =>
  tests.includes(`'${name}'`) ||
  (name.startsWith('worker-invocation-') && new RegExp(`of \\[.*'${name.slice(18)}'.*\\]`).test(tests));

it.each(recordings)('compares the recording %s, or the README says why not', (name) => {
  expect([isNamed(name), notCompared.includes(`\`${name}\``)]).toContain(true);
});
