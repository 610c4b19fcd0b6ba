/**
 * Azurite 3.35 and @azure/ms-rest-js want uuid 3 (`require('uuid')()`, `require('uuid/v4')`); the override in package.json
 * gives them uuid 11. Preloaded into Azurite's process only.
 */
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  if (request !== 'uuid' && request !== 'uuid/v4') return load.call(this, request, ...rest);
  const { v1, v4 } = load.call(this, 'uuid', ...rest);
  return Object.assign((...given) => v4(...given), { v1, v4 });
};
