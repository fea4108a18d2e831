import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiError, type Instance, type Message as MessageShape, type Viewer } from '@converge/domain';
import { Module } from '@nestjs/common';
import { Args, Field, ID, InputType, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { CurrentViewer } from './current-viewer.decorator.js';
import { graphqlModule } from './graphql-module.js';
import { createGraphqlService, type GraphqlService } from './graphql-service.js';
import { INSTANCE, InstanceResolver } from './instance.resolver.js';
import type { AnsweredRequest, RequestWatch } from './request-watch.js';
import { TokenVerifier } from './token-verifier.js';
import { Message } from './types/message.type.js';

@InputType()
class SayInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String)
  @MaxLength(5, { message: 'is too long' })
  content!: string;
}

const message: MessageShape = {
  id: 'm1',
  chatId: 'c1',
  senderId: 'u1',
  content: null,
  clientMessageId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: '2026-01-02T00:00:00.000Z',
  deletedAt: null,
  seq: 1,
  revision: 2,
};

@Resolver(() => Message)
class ProbeResolver {
  @Query(() => Message)
  message(): MessageShape {
    return message;
  }

  @Query(() => Int)
  broken(): number {
    throw new Error('password of the database: hunter2');
  }

  @Query(() => Int)
  badResult(): unknown {
    return 'no number';
  }

  @Query(() => Int)
  limited(@Args('wait', { type: () => Int }) wait: number): number {
    throw new ApiError('RATE_LIMITED', 'Too many requests.', { retryAfterMs: wait });
  }

  @Mutation(() => String)
  say(@Args('input') input: SayInput, @CurrentViewer() viewer: Viewer): string {
    return `${viewer.userId}: ${input.content}`;
  }
}

const instance: Instance = {
  service: 'sender',
  number: 2,
  id: 'sender-2',
  startedAt: '2026-01-01T00:00:00.000Z',
  version: '1.0.0',
};
const logged: Record<string, unknown>[] = [];
const write = (fields: object) => void logged.push(fields as Record<string, unknown>);
const logger = { info: write, warn: write, error: write, debug: () => undefined };
const revoked = new Set<string>();
const answered: AnsweredRequest[] = [];
const refused: string[] = [];
const requestWatch: RequestWatch = {
  answered: (each) => void answered.push(each),
  refused: (code) => void refused.push(code),
};

let service: GraphqlService;
let port: number;
let sign: (claims: { sid?: string; ttlS?: number; audience?: string }) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA' }] };
  sign = ({ sid = 's1', ttlS = 60, audience = 'converge' }) =>
    new SignJWT({ sid, roles: [] })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
      .setSubject('u1')
      .setIssuer('converge')
      .setAudience(audience)
      .setExpirationTime(Math.floor(Date.now() / 1000) + ttlS)
      .sign(privateKey);
  const verifier = new TokenVerifier({
    jwks,
    issuer: 'converge',
    audience: 'converge',
    isRevoked: (sessionId) => revoked.has(sessionId),
  });
  @Module({
    imports: [graphqlModule({ verifier, introspection: false, logger, requestWatch })],
    providers: [ProbeResolver, InstanceResolver, { provide: INSTANCE, useValue: instance }],
  })
  class ProbeModule {}
  service = await createGraphqlService({
    module: ProbeModule,
    instance,
    logger,
    trustedProxies: [],
    requestWatch,
    probes: { answer: async (path) => ({ status: 200, contentType: 'text/plain', body: path }) },
  });
  port = await service.listen(0, '127.0.0.1');
});
afterAll(() => service.close());

const request = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

async function send(body: string, headers: Record<string, string> = {}) {
  const response = await request('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const json = (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { message: string; extensions: { code: string; correlationId?: string; fields?: object[] } }[];
  };
  return { status: response.status, response, ...json, code: json.errors?.[0]?.extensions.code };
}

const ask = (query: string, variables?: object, token?: string) =>
  send(JSON.stringify({ query, variables }), token === undefined ? {} : { authorization: `Bearer ${token}` });

const SAY = 'mutation ($input: SayInput!) { say(input: $input) }';
const hello = { input: { chatId: 'c1', content: 'hello' } };
const anId = expect.stringMatching(/^[\w-]{8,}$/) as unknown as string;

describe('an answer', () => {
  it('names its server and its request', async () => {
    for (const path of ['/graphql', '/health/live', '/metrics', '/nothing', '/%zz'])
      expect([path, (await request(path)).headers.get('x-served-by')]).toEqual([path, 'sender-2']);
    const named = await request('/health/live', { headers: { 'x-request-id': 'request-1' } });
    expect(named.headers.get('x-request-id')).toBe('request-1');
  });

  it('derives what follows from a message', async () => {
    const { data } = await ask('{ message { isEdited isDeleted createdAt } instance { id } }');
    expect(data).toEqual({
      message: { isEdited: true, isDeleted: false, createdAt: '2026-01-01T00:00:00.000Z' },
      instance: { id: 'sender-2' },
    });
  });
});

describe('identity', () => {
  it('comes from a valid token', async () => {
    const token = await sign({});
    for (let use = 0; use < 2; use++)
      expect((await ask(SAY, hello, token)).data).toEqual({ say: 'u1: hello' });
  });

  it('is refused to a missing, broken, expired or foreign token, and to a revoked session', async () => {
    expect((await ask(SAY, hello)).code).toBe('UNAUTHENTICATED');
    const tokens = ['x', 'x.y.z', await sign({ ttlS: -1 }), await sign({ audience: 'others' })];
    for (const token of tokens) expect((await ask(SAY, hello, token)).code).toBe('UNAUTHENTICATED');
    const token = await sign({ sid: 's2' });
    expect((await ask(SAY, hello, token)).code).toBeUndefined();
    revoked.add('s2');
    expect((await ask(SAY, hello, token)).code).toBe('UNAUTHENTICATED');
  });

  it('is unavailable, not refused, while the public keys cannot be had', async () => {
    const verifier = new TokenVerifier({
      jwks: 'http://127.0.0.1:1/jwks.json',
      issuer: 'converge',
      audience: 'converge',
      isRevoked: () => false,
    });
    await expect(verifier.verify(await sign({}))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(verifier.verify('x.y.z')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('whoever watches the requests of a service', () => {
  beforeEach(() => {
    answered.length = 0;
    refused.length = 0;
  });

  it('hears of each by its root field, whoever answered it, and of what came of it', async () => {
    const token = await sign({});
    for (let time = 0; time < 2; time++) {
      await ask(SAY, hello, token);
      await ask('{ again: limited(wait: 7) }');
      await ask('{ limited(wait: 7) instance { id } }');
    }
    const seen = { requestId: anId, seconds: expect.any(Number) };
    const limited = { ...seen, userId: undefined, isMutation: false, codes: ['RATE_LIMITED'] };
    const three = [
      { ...seen, userId: 'u1', operation: 'say', isMutation: true, codes: [] },
      { ...limited, operation: 'limited' },
      { ...limited, operation: 'several' },
    ];
    expect(answered).toEqual([...three, ...three]);
    expect(refused).toEqual(Array(4).fill('RATE_LIMITED'));
    for (const { seconds } of answered) expect(seconds).toBeGreaterThan(0);
  });

  it('hears of what is no operation, without a name that a client could have made up', async () => {
    await ask('{ nothing }');
    await send('{nonsense');
    await request('/nowhere');
    expect(answered).toEqual([expect.objectContaining({ operation: null, codes: ['BAD_USER_INPUT'] })]);
    expect(refused).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'NOT_FOUND']);
  });
});

describe('an error', () => {
  it('that is meant for the client keeps its code and extensions', async () => {
    const { errors } = await ask('{ limited(wait: 7) }');
    expect(errors![0]!.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 7, requestId: anId });
  });

  it('of the inside shows nothing but an id that is in the log', async () => {
    for (const query of ['{ broken }', '{ badResult }']) {
      logged.length = 0;
      const { errors } = await ask(query);
      expect(JSON.stringify(errors)).not.toMatch(/hunter2|number|stack/);
      expect(errors![0]!.extensions).toEqual({
        code: 'INTERNAL_SERVER_ERROR',
        correlationId: anId,
        requestId: anId,
      });
      expect(logged[0]).toMatchObject({ correlationId: errors![0]!.extensions.correlationId });
    }
  });

  it('names its request, whoever refuses it: one id in the answer, in its header and in the log', async () => {
    const id = { 'x-request-id': 'request-1' };
    const bodies = [
      '{"query":"{ broken }"}',
      '{"query":"{ broken }"}', // known by now: another way to the same answer
      '{"query":"{ limited(wait: 7) }"}',
      '{"query":"{ nothing }"}',
      '{"query":5}',
      '[]',
      '{nonsense',
    ];
    for (const body of bodies) {
      logged.length = 0;
      const { response, errors } = await send(body, id);
      expect([body, errors![0]!.extensions]).toEqual([
        body,
        expect.objectContaining({ requestId: 'request-1' }),
      ]);
      expect(response.headers.get('x-request-id')).toBe('request-1');
      if (body.includes('broken')) {
        expect(errors![0]!.extensions.correlationId).toBe('request-1');
        expect(logged[0]).toMatchObject({ requestId: 'request-1' });
      }
    }
    for (const path of ['/nothing', '/%zz']) {
      const response = await request(path, { headers: id });
      expect(response.headers.get('x-request-id')).toBe('request-1');
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { requestId: 'request-1' } }] });
    }
  });

  it('of the input names the field', async () => {
    const token = await sign({});
    const tooLong = await ask(SAY, { input: { chatId: 'c1', content: 'too long' } }, token);
    expect(tooLong.errors![0]!.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.content', message: 'is too long' }],
      requestId: anId,
    });
    const wrongType = await ask(SAY, { input: { chatId: 'c1', content: 5 } }, token);
    expect(wrongType.errors![0]!.extensions.fields).toEqual([
      { path: 'input.content', message: expect.any(String) },
    ]);
    expect(
      (await ask('mutation ($chat: ID!) { say(input: {chatId: $chat, content: "x"}) }')).errors![0]!
        .extensions,
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'chat' }] });
  });
});

describe('a document', () => {
  it.each([
    ['that is none', '{'],
    ['that asks for what is not there', '{ nothing }'],
    ['with too many tokens', `{ ${'message '.repeat(1_001)}}`],
    [
      'with too many aliases',
      `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: instance { id }`).join(' ')} }`,
    ],
    ['that introspects where that is off', '{ __schema { types { name } } }'],
  ])('%s is BAD_USER_INPUT', async (_name, query) => {
    expect(await ask(query)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  });

  it('in a batch, too large, or of another kind is refused in the shape of a GraphQL error', async () => {
    expect(await send('[{"query":"{ instance { id } }"}]')).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
    expect(await send('{nonsense')).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect(await ask(`# ${'x'.repeat(66_000)}`)).toMatchObject({ status: 413, code: 'BAD_USER_INPUT' });
    expect(await send('{}', { 'content-type': 'text/plain' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await send('{}', { 'content-type': 'application/xml' })).toMatchObject({
      status: 415,
      code: 'BAD_USER_INPUT',
    });
  });
});
