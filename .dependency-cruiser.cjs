/**
 * Who may import whom: services -> {postgres, redis, graphql, runtime} -> domain, and the rest of the house.
 * Paths are those of the source; a workspace package is resolved to its built entry, backend/libs/<name>/dist.
 */
const SERVICES = '^backend/(user-service|sender-service|receiver-service|persistence-worker)/';
/** A test may look behind the scenes. */
const TESTS = '^backend/test/|^frontend/browser/|/(testing|testkit)[/.]|\\.(spec|integration)\\.tsx?$';
const library = (names) => `^backend/libs/(${names})/`;
const npm = (names) => `(^|/)node_modules/(${names})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Whoever imports in a circle cannot be understood alone.', {}, { circular: true }),
    rule(
      'no-unresolved',
      'An import that leads nowhere; but for a package of nothing but types.',
      {},
      { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    ),
    rule(
      'services-are-islands',
      'Processes talk over Redis, never by import.',
      { path: `${SERVICES}` },
      { path: SERVICES, pathNot: '^backend/$1/' },
    ),
    rule(
      'libraries-know-only-domain',
      'The libraries do not know each other.',
      { path: '^backend/libs/([^/]+)/' },
      { path: '^backend/libs/', pathNot: '^backend/libs/($1|domain)/' },
    ),
    rule(
      'libraries-know-no-service',
      'A library does not know who uses it.',
      { path: '^backend/libs/' },
      { path: SERVICES },
    ),
    rule(
      'domain-needs-no-package',
      'The words and the rules know no framework; uuid makes ids.',
      { path: library('domain'), pathNot: '\\.spec\\.ts$' },
      { path: '(^|/)node_modules/', pathNot: npm('uuid') },
    ),
    rule(
      'domain-does-no-io',
      'True on paper: no files, no network, no clock of the system.',
      { path: library('domain'), pathNot: '\\.spec\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'sql-is-in-postgres',
      'All SQL is in one library. The load tester looks at the product from outside.',
      { pathNot: `${library('postgres')}|^load/|${TESTS}` },
      { path: npm('typeorm|pg') },
    ),
    rule(
      'redis-is-in-redis',
      'All keys, scripts, queues and channels are in one library.',
      { pathNot: `${library('redis')}|^load/baseline/|${TESTS}` },
      { path: npm('ioredis|bullmq|graphql-redis-subscriptions') },
    ),
    rule(
      'traces-are-collected-in-one-place',
      'It is loaded where traces are collected, and nowhere else: elsewhere they cost nothing.',
      { pathNot: '^backend/libs/runtime/src/trace-collection\\.ts$' },
      { path: npm('@opentelemetry/[^/]+') },
    ),
    rule(
      'trace-collection-is-loaded-on-demand',
      'By a dynamic import, once it is known that there is a collector.',
      { path: '^backend/', pathNot: TESTS },
      {
        path: '^backend/libs/runtime/(src|dist)/trace-collection\\.',
        dependencyTypesNot: ['dynamic-import'],
      },
    ),
    rule(
      'sender-and-receiver-only-read-postgres',
      'They see @converge/postgres and /reads: what the worker and the user service write with is out of their reach.',
      { path: '^backend/(sender|receiver)-service/src/', pathNot: TESTS },
      { path: library('postgres'), pathNot: '^backend/libs/postgres/dist/(index|reads)\\.' },
    ),
    rule(
      'the-worker-speaks-no-graphql',
      'It serves nobody.',
      { path: '^backend/persistence-worker/' },
      {
        path: `${library('graphql')}|${npm('graphql|graphql-ws|@apollo/server|@nestjs/graphql|@nestjs/apollo')}`,
      },
    ),
    rule(
      'front-end-features-are-islands',
      'app puts features together; they do not know each other.',
      { path: '^frontend/src/features/([^/]+)/' },
      { path: '^frontend/src/features/', pathNot: '^frontend/src/features/$1/' },
    ),
    rule(
      'front-end-flows-down',
      'app -> features -> people -> sync, ui, generated.',
      { path: '^frontend/src/(sync|ui|generated)/', pathNot: TESTS },
      { path: '^frontend/src/(app|features|people)/' },
    ),
    rule(
      'people-is-below-the-features',
      'Several of them find people; people knows none of them.',
      { path: '^frontend/src/people/' },
      { path: '^frontend/src/(app|features)/' },
    ),
    rule(
      'features-do-not-know-the-app',
      'app -> features.',
      { path: '^frontend/src/features/' },
      { path: '^frontend/src/app/' },
    ),
    rule(
      'ui-is-dumb',
      'ui draws what it is given.',
      { path: '^frontend/src/ui/' },
      { path: '^frontend/src/sync/' },
    ),
    rule(
      'front-end-apart',
      'The web client knows the API and the words of domain, not the code behind it.',
      { path: '^frontend/', pathNot: '^frontend/browser/' },
      { path: '^(backend|scripts)/', pathNot: '^backend/libs/domain/' },
    ),
    rule(
      'browser-tests-see-what-people-see',
      'They start a stack and speak its public API; the code on neither side is theirs.',
      { path: '^frontend/browser/' },
      { path: '^(backend|scripts|frontend/src)/', pathNot: '^backend/test/(src|dist)/testkit/' },
    ),
    rule(
      'back-end-apart',
      'Nothing behind the API knows the web client or the local stack.',
      { path: '^backend/' },
      { path: '^(frontend|scripts)/' },
    ),
    rule(
      'scripts-apart',
      'The local stack starts processes; it imports nothing of them.',
      { path: '^scripts/' },
      { path: '^(frontend|backend)/' },
    ),
    rule(
      'load-looks-from-outside',
      'The load tester knows the public API, what /metrics says and the local stack; the code of none of them.',
      { path: '^load/' },
      { path: '^(backend|frontend|scripts)/' },
    ),
    rule(
      'observability-looks-from-outside',
      'Alerts and dashboards know the names of metrics (docs/metrics.md); the code of none of them.',
      { path: '^deploy/' },
      { path: '^(backend|frontend|scripts|load)/' },
    ),
    rule(
      'nothing-imports-tests',
      'Tests and their kit are used by tests only.',
      { pathNot: TESTS },
      { path: TESTS },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['\\.gql$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default', 'node'],
    },
  },
};
