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
 * `durable-functions` requires packages of which it uses next to nothing; all of them would be read before each first acknowledgement
 * (690 KB, 8 MiB of memory). What stands here in their place does what it asks of them; test/durable-http.test.ts holds it to that.
 */
const instead = {
  /** One function of a hundred. */
  validator: async (find) => `exports.isURL = require(${await find('validator/lib/isURL')}).default;`,
  axios: async (find) => `module.exports = require(${await find('./src/durable-http')});`,
  /** It copies what it has parsed from JSON. */
  'lodash/cloneDeep': () => 'module.exports = structuredClone;',
  /** Of entities, which we have none of. */
  debug: () => 'module.exports = () => () => {};',
  /** Needed by timers, so by the first turn of an orchestrator. */
  moment: async (find) => `const load = () => require(${await find('moment')});
    module.exports = Object.assign((...given) => load()(...given), { duration: (...given) => load().duration(...given) });`,
};

const lighter = {
  name: 'lighter',
  setup({ onResolve, onLoad, resolve }) {
    /** Media types for forms that no client in the app sends. */
    onResolve({ filter: /^mime-db$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));

    const ofDurable = /[\\/]node_modules[\\/]durable-functions[\\/]lib[\\/]/;
    onResolve({ filter: /^[a-z]/ }, ({ path, importer }) =>
      ofDurable.test(importer) && Object.hasOwn(instead, path) ? { path, namespace: 'lighter' } : undefined,
    );
    const find = async (name) => {
      const { path } = await resolve(name, { kind: 'require-call', resolveDir: process.cwd() });
      return JSON.stringify(path);
    };
    onLoad({ filter: /./, namespace: 'lighter' }, async ({ path }) => ({
      contents: await instead[path](find),
      resolveDir: process.cwd(),
    }));
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
  plugins: [lighter],
};
