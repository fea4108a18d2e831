/**
 * One Jest, five projects. `unit` needs nothing; `integration` needs the Postgres and Redis that
 * scripts/test.mjs brings up; `e2e` starts whole stacks of its own; `frontend` runs in jsdom;
 * `browser` (npm run test:browser) in a real Chromium on the stack that scripts/test-browser.mjs starts.
 */
const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx, decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

const node = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': swc(false) },
  moduleNameMapper: {
    '^@converge/(domain|postgres|redis|graphql|runtime)$': '<rootDir>/backend/libs/$1/src/index.ts',
    '^@converge/postgres/(accounts|reads|writes|migrate|testing)$':
      '<rootDir>/backend/libs/postgres/src/$1.ts',
    '^@converge/redis/testing$': '<rootDir>/backend/libs/redis/src/testing.ts',
    '^@converge/test/testkit$': '<rootDir>/backend/test/src/testkit/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.stack/'],
};

export default {
  projects: [
    {
      ...node,
      displayName: 'unit',
      testMatch: ['<rootDir>/{backend,scripts,load,deploy}/**/src/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/backend/test/src/testkit/patience.ts'],
    },
    {
      ...node,
      displayName: 'integration',
      testMatch: ['<rootDir>/backend/**/*.integration.ts'],
      setupFilesAfterEnv: ['<rootDir>/backend/test/src/testkit/patience.ts'],
    },
    {
      ...node,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{backend/test,load}/src/**/*.e2e.ts'],
      setupFilesAfterEnv: ['<rootDir>/backend/test/src/testkit/e2e-patience.ts'],
    },
    {
      ...node,
      displayName: 'frontend',
      testEnvironment: 'jsdom',
      transform: { '^.+\\.tsx?$': swc(true) },
      testMatch: ['<rootDir>/frontend/src/**/*.spec.{ts,tsx}'],
      setupFilesAfterEnv: [
        '<rootDir>/backend/test/src/testkit/patience.ts',
        '<rootDir>/frontend/src/testkit/browser.setup.ts',
        '<rootDir>/frontend/src/testkit/texts.setup.ts',
      ],
    },
    {
      ...node,
      displayName: 'browser',
      testMatch: ['<rootDir>/frontend/browser/**/*.browser.ts'],
      setupFilesAfterEnv: ['<rootDir>/frontend/browser/testkit/browser-patience.ts'],
    },
  ],
};
