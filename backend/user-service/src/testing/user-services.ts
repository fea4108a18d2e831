import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { createDataSource } from '@converge/postgres';
import { createAccounts } from '@converge/postgres/accounts';
import { createTestDatabase, type TestDatabase } from '@converge/postgres/testing';
import { RevocationWatch, connectRedis, whenReady, type Redis } from '@converge/redis';
import { Metrics, createLogger, thisInstance } from '@converge/runtime';
import { Probes } from '@converge/runtime/probes';
import { loadSigningKey } from '../auth/access-tokens.js';
import { createUserService, type UserServiceSettings } from '../service.js';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const DEFAULTS: UserServiceSettings = {
  issuer: 'converge',
  audience: 'converge',
  accessTokenTtlS: 900,
  refreshTokenTtlS: 604_800,
  signUpOpen: true,
  cookieSecure: true,
  signInPerAccountPer15Min: 0,
  signInPerAddressPer15Min: 0,
  trustedProxies: ['127.0.0.1'],
  introspection: false,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what tests look into is of many shapes
type Anything = Record<string, any>;

export interface Answer {
  data: Anything;
  errors?: { message: string; extensions: Anything }[];
  code?: string;
  headers: Headers;
}

/** Starts user services of one test file, on a database of its own, and takes all away afterwards. */
export function userServices(urls: { postgres: string | undefined; redis: string | undefined }) {
  let database: TestDatabase;
  let dataSource: ReturnType<typeof createDataSource>;
  let redis: Redis;
  let subscriber: Redis;
  let watch: RevocationWatch;
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    database = await createTestDatabase(urls.postgres);
    dataSource = createDataSource({ url: database.url });
    redis = connectRedis(urls.redis!, 'commands', () => undefined);
    subscriber = connectRedis(urls.redis!, 'subscriber', () => undefined);
    await whenReady(redis, 5_000);
    watch = new RevocationWatch(redis, subscriber);
    await watch.start();
  });

  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
  });

  afterAll(async () => {
    await watch.stop();
    redis.disconnect();
    subscriber.disconnect();
    await dataSource.destroy();
    await database.drop();
  });

  /** A running user service, and how to ask it. */
  const start = async (settings: Partial<UserServiceSettings> = {}, number = 1) => {
    const instance = thisInstance('user', number);
    const metrics = new Metrics(instance);
    const { service } = await createUserService(
      {
        instance,
        logger: createLogger(instance, 'silent'),
        metrics,
        probes: await Probes.create(metrics),
        accounts: createAccounts(dataSource),
        redis,
        revocations: watch,
        key: await loadSigningKey(pem),
      },
      { ...DEFAULTS, ...settings },
    );
    running.push(() => service.close());
    const url = `http://127.0.0.1:${await service.listen(0, '127.0.0.1')}`;
    const ask = async (
      query: string,
      {
        token,
        variables,
        headers,
      }: { token?: string; variables?: object; headers?: Record<string, string> } = {},
    ): Promise<Answer> => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Answer;
      return { ...body, code: body.errors?.[0]?.extensions['code'], headers: response.headers };
    };
    return { url, ask };
  };

  /** As the command make-admin does it; null: there is no such account. */
  const makeAdmin = (username: string) => createAccounts(dataSource).giveRole(username, 'admin');

  return { start, makeAdmin };
}
