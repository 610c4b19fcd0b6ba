/** Fonts and WebAssembly as esbuild's binary loader gives them. */
module.exports = {
  process: (_text, path) => ({
    code: `module.exports = { __esModule: true, default: new Uint8Array(require('node:fs').readFileSync(${JSON.stringify(path)})) };`,
  }),
};
