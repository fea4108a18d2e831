import js from '@eslint/js';
import { basename } from 'node:path';
import ts from 'typescript-eslint';

/**
 * House rules that no ready-made rule knows (see CONTRIBUTING.md).
 */
const house = {
  rules: {
    // kebab-case with a role after a dot, and no name that says nothing.
    'file-name': {
      create: (context) => ({
        Program(node) {
          const name = basename(context.filename)
            .replace(/^\./, '')
            .replace(/\.\w+$/, '');
          const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name);
          if (!isKebab)
            context.report({ node, message: `Name the file in kebab-case: thing.role.ts, not ${name}.` });
          const vague = /(^|[-.])(utils?|helpers?|common|manager|base|impl|misc)([-.]|$)/.exec(name)?.[2];
          if (vague)
            context.report({ node, message: `"${vague}" says nothing: name the file by what it does.` });
        },
      }),
    },
  },
};

const noProcessEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Configuration is a value: process.env is read in a process's env.ts only.",
};
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

export default ts.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/.stack/', '**/coverage/', 'frontend/src/generated/'] },
  js.configs.recommended,
  ts.configs.strict,
  {
    plugins: { house },
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'fetch',
          'URL',
          'AbortSignal',
          'AbortController',
          'Buffer',
          'performance',
          'WebSocket',
          'document',
          'TextEncoder',
          'module',
          'require',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'house/file-name': 'error',
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', noProcessEnv, noDefaultExport],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      // Nest's modules are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // With noUncheckedIndexedAccess on, `!` after a look that cannot fail reads better than a branch that cannot happen.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // Rules that need types, where a forgotten await loses an error.
    files: [
      'backend/**/*.ts',
      'scripts/src/**/*.ts',
      'load/baseline/**/*.ts',
      'deploy/**/*.ts',
      'frontend/{src,browser}/**/*.{ts,tsx}',
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  {
    // The one place of a process that reads its environment; the test kit and the local stack are not processes of the product.
    files: [
      '**/env.ts',
      '**/*.integration.ts',
      'deploy/**/*.spec.ts',
      '**/testing.ts',
      '**/testing/**',
      'backend/test/**',
      'scripts/**',
      'load/**',
      'frontend/browser/**',
    ],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    // Tools ask for a default export.
    files: ['*.config.{mjs,ts}', 'frontend/*.config.{mjs,ts}', '.dependency-cruiser.cjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  // Commands talk to a terminal; the web client has no other log than the browser's.
  {
    files: [
      'scripts/**',
      'load/**',
      'frontend/browser/**',
      'frontend/measure/**',
      '**/{migrate,seed,make-admin,make-secrets}.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  { files: ['frontend/src/**'], rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] } },
  { files: ['.dependency-cruiser.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
