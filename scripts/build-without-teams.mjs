/** Builds the function app without the Teams platform into a folder, `node scripts/build-without-teams.mjs FOLDER`: what the bench starts beside the whole one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { app } from './app-build.mjs';

const folder = process.argv[2];
if (!folder) throw new Error('Name the folder to build into.');

const withoutTeams = {
  name: 'without-teams',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/platforms\/teams\/index\.ts$/ }, () => ({
      contents: "export const createTeams = () => { throw new Error('Built without Teams.'); };",
    }));
  },
};

await build({ ...app, outdir: join(folder, 'dist/functions'), plugins: [withoutTeams] });
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'without-teams', main: 'dist/functions/*.mjs' }));
await writeFile(join(folder, 'host.json'), JSON.stringify({ version: '2.0' }));
