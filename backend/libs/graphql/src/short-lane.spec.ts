import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiError } from '@converge/domain';
import { fastify, type FastifyInstance, type RouteHandlerMethod } from 'fastify';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { createErrorFormatter } from './error-format.js';
import { documentLimits } from './document-limits.js';
import { RequestIds } from './request-ids.js';
import { ShortLane } from './short-lane.js';

const schema: GraphQLSchema = buildSchema(`
  type Thing { name: String! size(unit: Int! = 1): Int other: Thing }
  input ThingInput { name: String! size: Int = 3 }
  type Query { thing: Thing viewer: String! }
  type Mutation { make(input: ThingInput!): Thing! fail: Thing! break: Thing }
  type Subscription { things: Thing }
`);
let made = 0;
const mutations = schema.getMutationType()!.getFields();
mutations.make!.resolve = (_source, { input }: { input: { name: string; size: number } }) => {
  made++;
  return Promise.resolve({ name: input.name, size: input.size });
};
mutations.fail!.resolve = () => {
  throw new ApiError('RATE_LIMITED', 'Too many requests.', { retryAfterMs: 7 });
};
mutations.break!.resolve = () => ({ name: null });
schema.getQueryType()!.getFields().viewer!.resolve = (_source, _args, context: { viewer: unknown }) =>
  context.viewer;

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };
let app: FastifyInstance;
let byApollo: number;

beforeEach(async () => {
  const format = createErrorFormatter(silent);
  const context = (): never => ({ viewer: 'u1', origin: { requestId: 'request-1' } }) as never;
  const requestIds = new RequestIds();
  const lane = new ShortLane({ schema, context, format });
  const server = new ApolloServer({
    schema,
    plugins: [lane.plugin, requestIds.plugin as ApolloServerPlugin],
    formatError: (_formatted, error) => format(error, requestIds.of(error)),
    ...documentLimits,
  });
  await server.start();
  const handler = fastifyApolloHandler(server, { context: () => Promise.resolve(context()) });
  const counted: RouteHandlerMethod = function (request, reply) {
    byApollo++;
    return handler.call(this, request, reply);
  };
  app = fastify({ genReqId: () => 'request-1' });
  app.route({ url: '/graphql', method: ['GET', 'POST'], handler: lane.before(counted) });
  byApollo = 0;
  made = 0;
});
afterEach(() => app.close());

async function post(payload: object, headers: Record<string, string> = {}) {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });
  return { status: response.statusCode, type: response.headers['content-type'], body: response.body };
}

const MAKE =
  'mutation M($i: ThingInput!, $deep: Boolean = false) { make(input: $i) { ...T other @include(if: $deep) { name } } } fragment T on Thing { name width: size }';

describe('a known document', () => {
  it.each<[string, object]>([
    ['with data', { query: MAKE, variables: { i: { name: 'a' } } }],
    [
      'with null for what is left out',
      {
        query: MAKE,
        variables: { i: { name: 'a', size: null }, deep: true },
        operationName: null,
        extensions: null,
      },
    ],
    [
      'with the usual extensions',
      { query: '{ viewer }', extensions: { clientLibrary: { name: 'x', version: '1' } } },
    ],
    ['that is refused by a resolver', { query: 'mutation { fail { name } }' }],
    ['that fails inside', { query: 'mutation { break { name } }' }],
    ['named among several', { query: 'query A { viewer } query B { thing { name } }', operationName: 'B' }],
  ])('%s is answered as Apollo does, without Apollo', async (_name, payload) => {
    const first = await post(payload);
    expect([first.status, byApollo]).toEqual([200, 1]);
    expect(await post(payload)).toEqual(first);
    expect(byApollo).toBe(1);
  });

  it('gets the type of answer that Apollo Client asks for', async () => {
    const accept = { accept: 'application/graphql-response+json,application/json;q=0.9' };
    const first = await post({ query: '{ viewer }' }, accept);
    expect(await post({ query: '{ viewer }' }, accept)).toEqual(first);
    expect([first.type, byApollo]).toEqual(['application/graphql-response+json; charset=utf-8', 1]);
  });

  it('whose variables are wrong is refused by Apollo, and nothing is executed', async () => {
    await post({ query: MAKE, variables: { i: { name: 'a' } } });
    const refused = await post({ query: MAKE, variables: { i: { name: 5 } } });
    expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('"path":"i.name"') });
    expect([byApollo, made]).toEqual([2, 1]);
  });

  it('is executed once by each request', async () => {
    for (let n = 0; n < 3; n++) await post({ query: MAKE, variables: { i: { name: 'a' } } });
    expect([byApollo, made]).toEqual([1, 3]);
  });
});

describe('to Apollo goes', () => {
  const known = { query: 'query A { viewer } query B { viewer }', operationName: 'A' };

  it.each<[string, { body: object; headers?: Record<string, string> }]>([
    ['another document', { body: { query: '{ thing { name } }' } }],
    ['an operation that is not there', { body: { ...known, operationName: 'C' } }],
    ['no name where there are several', { body: { query: known.query } }],
    ['a batch', { body: [known] }],
    ['no query', { body: { operationName: 'A' } }],
    ['a name that is no text', { body: { ...known, operationName: 5 } }],
    ['variables that are a list', { body: { ...known, variables: [] } }],
    ['variables that are text', { body: { ...known, variables: '{}' } }],
    ['extensions that are none', { body: { ...known, extensions: 'x' } }],
    [
      'a persisted query',
      { body: { ...known, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } } },
    ],
    ['an Accept out of the ordinary', { body: known, headers: { accept: 'text/html' } }],
    [
      'a Content-Type out of the ordinary',
      { body: known, headers: { 'content-type': 'application/json;charset=latin1' } },
    ],
  ])('%s', async (_name, { body, headers }) => {
    await post(known);
    await post(body, headers);
    expect(byApollo).toBe(2);
  });

  it('a subscription, a GET, and a document that is too long to be remembered', async () => {
    const document = 'query A { viewer } subscription S { things { name } }';
    await post({ query: document, operationName: 'A' });
    await post({ query: document, operationName: 'S' });
    await app.inject({
      url: `/graphql?query=${encodeURIComponent('{ viewer }')}`,
      headers: { 'apollo-require-preflight': '1' },
    });
    const long = { query: `{ viewer } # ${'x'.repeat(8_192)}` };
    await post(long);
    await post(long);
    expect(byApollo).toBe(5);
  });

  it('what was refused, each time anew', async () => {
    for (let n = 0; n < 2; n++)
      for (const query of ['{ nothing }', '{', `{ ${'a:viewer '.repeat(1_001)}}`])
        expect(await post({ query })).toMatchObject({ status: 400 });
    expect(byApollo).toBe(6);
  });
});
