import tseslint from 'typescript-eslint';

/** Orchestrators are replayed: whatever differs between two runs of the same history breaks them. */
const determinism = {
  'no-restricted-globals': [
    'error',
    'process',
    'fetch',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'crypto',
    'performance',
    'globalThis',
    'Buffer',
    'console',
    'queueMicrotask',
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Not replayable; use context.df.newGuid.' },
  ],
  'no-restricted-imports': ['error', { patterns: ['node:*', '@azure/*', '@slack/*', '@octokit/*'] }],
  'no-restricted-syntax': [
    'error',
    { selector: 'Program > VariableDeclaration[kind=/let|var/]', message: 'Module state does not survive a replay.' },
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: 'Use context.df.currentUtcDateTime.',
    },
    { selector: "CallExpression[callee.name='Date']", message: 'Use context.df.currentUtcDateTime.' },
    {
      selector: "MemberExpression[object.name='Date'][property.name='now']",
      message: 'Use context.df.currentUtcDateTime.',
    },
    { selector: 'AwaitExpression', message: 'Orchestrators yield tasks; they never await.' },
    { selector: ':function[async=true]', message: 'Orchestrators are generators, not async functions.' },
    { selector: 'ImportExpression', message: 'No dynamic import in an orchestrator.' },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.build/',
      '.countersign/',
      'node_modules/',
      'coverage/',
      'test/fixtures/',
      'test/conformance/app/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['src/orchestrators/**'], rules: determinism },
  {
    files: ['src/**', 'functions/**'],
    ignores: ['src/config/env.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only src/config/env.ts reads process.env.',
        },
      ],
    },
  },
  { files: ['src/orchestrators/**'], rules: { 'no-restricted-syntax': determinism['no-restricted-syntax'] } },
  { files: ['cli/**', 'local/**', 'scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
