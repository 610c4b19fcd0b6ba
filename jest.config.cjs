/** Packages that ship ES modules only; jest runs CommonJS, so they are compiled too. */
const esmOnly = [
  'canonicalize',
  '@octokit',
  'universal-user-agent',
  'universal-github-app-jwt',
  'before-after-hook',
  'toad-cache',
  'content-type',
  'json-with-bigint',
  'bottleneck',
  'croner',
  'hono',
  '@hono',
  'echarts',
  'zrender',
  'jose',
];

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.(ttf|wasm)$': '<rootDir>/test/binary-file.cjs',
    '\\.md$': '<rootDir>/test/text-file.cjs',
    '\\.([cm]?[jt]s)$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    /** It exports an import condition only, which jest's resolver does not take. */
    '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js',
    /** Its entry is an ES module that Node does not take for one; this is the same as one script. */
    '^adaptivecards$': '<rootDir>/node_modules/adaptivecards/dist/adaptivecards.js',
  },
  transformIgnorePatterns: [String.raw`/node_modules/(?!(${esmOnly.join('|')})/).*\.[cm]?[jt]s$`],
  testTimeout: 30_000,
};
