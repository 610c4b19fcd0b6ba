import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findMainFiles } from '../../../../local/host/worker/load-app';
import { TestFolder } from '../support/host-process';

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
  mkdirSync(join(folder.path, 'dist/functions/deep'), { recursive: true });
  for (const file of [
    'dist/functions/b.mjs',
    'dist/functions/a.mjs',
    'dist/functions/a.mjs.map',
    'dist/functions/deep/c.mjs',
    'dist/app.js',
  ])
    writeFileSync(join(folder.path, file), '');
});
afterEach(() => folder.remove());

it.each([
  ['dist/app.js', ['dist/app.js']],
  ['./dist/functions/*.mjs', ['dist/functions/a.mjs', 'dist/functions/b.mjs']],
  ['dist/**/*.mjs', ['dist/functions/a.mjs', 'dist/functions/b.mjs', 'dist/functions/deep/c.mjs']],
  ['dist/{app.js,functions/a.mjs}', ['dist/app.js', 'dist/functions/a.mjs']],
])('finds the files of main %s', (main, expected) => {
  writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ main }));
  expect(findMainFiles(folder.path).map((file) => relative(folder.path, file))).toEqual(expected);
});

it('says what is missing', () => {
  expect(() => findMainFiles(folder.path)).toThrow('is not a function app: it has no package.json.');
  writeFileSync(join(folder.path, 'package.json'), '{}');
  expect(() => findMainFiles(folder.path)).toThrow('has no "main"');
  writeFileSync(join(folder.path, 'package.json'), '{"main":"index.js"}');
  expect(() => findMainFiles(folder.path)).toThrow('"main" is index.js, but there is no such file. Was the app built?');
});
