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

/**
 * What `durable-functions` brings and no call of it reaches: of `validator` it uses one function of a hundred, and the media types
 * of `mime-db` are for forms that its client never sends. Both would be read before each first acknowledgement (318 KB).
 */
const unread = {
  name: 'unread',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^(?:validator|mime-db)$/ }, ({ path }) => ({ path, namespace: 'unread' }));
    onLoad({ filter: /^validator$/, namespace: 'unread' }, async () => {
      const { path } = await resolve('validator/lib/isURL', { kind: 'require-call', resolveDir: process.cwd() });
      return { contents: `exports.isURL = require(${JSON.stringify(path)}).default;`, resolveDir: process.cwd() };
    });
    onLoad({ filter: /^mime-db$/, namespace: 'unread' }, () => ({ contents: 'module.exports = {};' }));
  },
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
  plugins: [unread],
};
