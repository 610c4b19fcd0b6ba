/**
 * Builds `dist/` (the function app: what is deployed) and `.build/` (what runs beside it on one machine).
 * The app is split, so that the Slack path loads only what it needs.
 */
import { rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { app, common } from './app-build.mjs';

await Promise.all([rm('dist', { recursive: true, force: true }), rm('.build', { recursive: true, force: true })]);
const [{ metafile }] = await Promise.all([
  build({ ...app, outdir: 'dist/functions', metafile: true }),
  build({
    ...common,
    entryPoints: {
      host: 'local/host/main.ts',
      sandbox: 'local/sandbox/main.ts',
      slack: 'local/slack/main.ts',
      teams: 'local/teams/main.ts',
      'package-app': 'local/app-package/main.ts',
      'package-slack': 'local/slack-package/main.ts',
      discord: 'local/discord/main.ts',
      'package-discord': 'local/discord-package/main.ts',
      'package-teams': 'local/teams-package/main.ts',
      start: 'local/start.ts',
      cli: 'cli/main.ts',
      demo: 'local/demo/main.ts',
      bench: 'local/bench/main.ts',
      cost: 'local/cost/main.ts',
      bolt: 'local/bench/bolt.ts',
      bare: 'local/bench/bare.ts',
      floor: 'local/bench/floor.ts',
      bot: 'local/bench/bot.ts',
      'audit-writer': 'local/bench/audit-writer.ts',
      crash: 'local/crash/main.ts',
      audit: 'local/audit.ts',
      policy: 'local/policy/main.ts',
      docs: 'local/docs/main.ts',
      stats: 'local/stats/main.ts',
      'shifted-clock': 'local/kit/shifted-clock.ts',
      conformance: 'test/conformance/main.ts',
      histories: 'test/histories/store.ts',
      torture: 'test/torture/main.ts',
    },
    outdir: '.build',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    packages: 'external',
    alias: {
      /** Its entry is an ES module that Node does not take for one; by its path the whole package is bundled. */
      adaptivecards: './node_modules/adaptivecards/dist/adaptivecards.min.js',
      /** A file inside a package that stays outside is found by its whole name only. */
      'botframework-connector/lib/auth/jwtTokenExtractor': 'botframework-connector/lib/auth/jwtTokenExtractor.js',
    },
  }),
  build({
    entryPoints: {
      slack: 'local/slack/page/client/main.tsx',
      discord: 'local/discord/page/client/main.tsx',
      operations: 'local/operations/page/client/main.tsx',
    },
    outdir: '.build/page',
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    logLevel: 'warning',
  }),
]);
/** Which packages are in the app: its bill of materials and licences are made from it. */
await writeFile('.build/app-inputs.json', JSON.stringify(Object.keys(metafile.inputs)));
