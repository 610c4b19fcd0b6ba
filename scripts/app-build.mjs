import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
/** Bundled CommonJS packages call `require` for Node's own modules and for the worker's @azure/functions-core. */
const requireForBundles =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  sourcemap: true,
  logLevel: 'warning',
  loader: { '.ttf': 'binary', '.wasm': 'binary', '.md': 'text' },
  define: { COUNTERSIGN_VERSION: JSON.stringify(version) },
};

/** How the function app is bundled, wherever it is put. */
export const app = {
  ...common,
  entryPoints: ['functions/*.ts'],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: requireForBundles },
  external: ['@azure/functions-core'],
  minifyWhitespace: true,
  minifySyntax: true,
};
