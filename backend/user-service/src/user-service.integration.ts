import 'reflect-metadata';
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@converge/postgres';
import { createAccounts } from '@converge/postgres/accounts';
import { createTestDatabase, type TestDatabase } from '@converge/postgres/testing';
import { RevocationWatch, connectRedis, whenReady, type Redis } from '@converge/redis';
import { Metrics, Probes, createLogger, thisInstance } from '@converge/runtime';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { loadSigningKey } from './auth/access-tokens.js';
import { JWKS_PATH, createUserService, type UserServiceSettings } from './service.js';

const PASSWORD = 'correct-horse';
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

interface Answer {
  // What a test looks into is of many shapes.
  data: Record<string, any>;
  errors?: { message: string; path?: string[]; extensions: Record<string, any> }[];
  code?: string;
  headers: Headers;
}

let database: TestDatabase;
let dataSource: ReturnType<typeof createDataSource>;
let redis: Redis;
let subscriber: Redis;
let watch: RevocationWatch;
const running: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url });
  redis = connectRedis(process.env['TEST_REDIS_URL']!, 'commands', () => undefined);
  subscriber = connectRedis(process.env['TEST_REDIS_URL']!, 'subscriber', () => undefined);
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
async function start(settings: Partial<UserServiceSettings> = {}, number = 1) {
  const instance = thisInstance('user', number);
  const metrics = new Metrics(instance);
  const { service } = await createUserService(
    {
      instance,
      logger: createLogger(instance, 'silent'),
      metrics,
      probes: new Probes(metrics),
      accounts: createAccounts(dataSource),
      redis,
      revocations: watch,
      key: await loadSigningKey({ pem }),
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
}

type Ask = Awaited<ReturnType<typeof start>>['ask'];

let counter = 0;
const freshName = () => `user${process.pid}-${++counter}`;

async function signUp(ask: Ask, username = freshName()) {
  const { data } = await ask(
    `mutation ($u: String!, $e: String!, $p: String!) {
      createUser(username: $u, email: $e, displayName: "Some One", password: $p) { id username email isActive }
    }`,
    { variables: { u: username, e: `${username.trim()}@example.com`, p: PASSWORD } },
  );
  return data['createUser'] as { id: string; username: string; email: string };
}

async function signIn(ask: Ask, username: string, password = PASSWORD) {
  return ask(
    `mutation ($u: String!, $p: String!) {
      login(username: $u, password: $p) { accessToken accessTokenExpiresAt refreshToken user { id email } }
    }`,
    { variables: { u: username, p: password } },
  );
}

async function member(ask: Ask) {
  const user = await signUp(ask);
  const { accessToken, refreshToken } = (await signIn(ask, user.username)).data['login'];
  return { ...user, token: accessToken as string, refreshToken: refreshToken as string };
}

async function adminOf(ask: Ask) {
  const user = await signUp(ask);
  await dataSource.query(`UPDATE users SET roles = '{admin}' WHERE id = $1`, [user.id]);
  return { ...user, token: (await signIn(ask, user.username)).data['login'].accessToken as string };
}

const refresh = (ask: Ask, refreshToken: string | null, headers?: Record<string, string>) =>
  ask(
    `mutation ($t: String) { refreshToken(refreshToken: $t) { accessToken refreshToken user { username } } }`,
    {
      variables: { t: refreshToken },
      ...(headers && { headers }),
    },
  );

const ME = '{ me { id username email } }';

describe('an account', () => {
  it('is made, signs in with its name in any case, and sees itself', async () => {
    const { ask } = await start();
    const name = freshName();
    const user = await signUp(ask, `  ${name.toUpperCase()} `);
    expect(user).toMatchObject({ username: name, isActive: true });
    const { data } = await signIn(ask, name.toUpperCase());
    expect(data['login'].user.id).toBe(user.id);
    const me = await ask(ME, { token: data['login'].accessToken });
    expect(me.data['me']).toMatchObject({ id: user.id, username: name });
    expect(me.headers.get('x-served-by')).toBe('user-1');
  });

  it('has a name and an e-mail address of its own, whatever the case', async () => {
    const { ask } = await start();
    const { username, email } = await signUp(ask);
    const make = (u: string, e: string) =>
      ask(
        `mutation { createUser(username: "${u}", email: "${e}", displayName: "x", password: "${PASSWORD}") { id } }`,
      );
    expect((await make(username.toUpperCase(), 'other@example.com')).code).toBe('CONFLICT');
    expect((await make(freshName(), email.toUpperCase())).code).toBe('CONFLICT');
  });

  it('is refused with every field that is wrong', async () => {
    const { ask } = await start();
    const { code, errors } = await ask(
      `mutation { createUser(username: "a b", email: "nobody", displayName: "  ", password: "short") { id } }`,
    );
    expect(code).toBe('BAD_USER_INPUT');
    expect(errors![0]!.extensions['fields'].map((field: { path: string }) => field.path).sort()).toEqual([
      'displayName',
      'email',
      'password',
      'username',
    ]);
  });

  it('is made by admins alone where sign-up is closed', async () => {
    const open = await start();
    const admin = await adminOf(open.ask);
    const { ask } = await start({ signUpOpen: false });
    const name = freshName();
    const mutation = `mutation { createUser(username: "${name}", email: "${name}@example.com", displayName: "x", password: "${PASSWORD}") { id } }`;
    expect((await ask(mutation)).code).toBe('FORBIDDEN');
    expect((await ask(mutation, { token: admin.token })).data['createUser'].id).toEqual(expect.any(String));
  });

  it('shows its e-mail address to itself and admins alone', async () => {
    const { ask } = await start();
    const [ann, ben, admin] = [await member(ask), await member(ask), await adminOf(ask)];
    const seenBy = async (token: string) =>
      (
        await ask(
          `{ user(id: "${ann.id}") { email } userByUsername(username: "${ann.username}") { email } }`,
          { token },
        )
      ).data;
    expect(await seenBy(ann.token)).toEqual({
      user: { email: ann.email },
      userByUsername: { email: ann.email },
    });
    expect(await seenBy(admin.token)).toEqual({
      user: { email: ann.email },
      userByUsername: { email: ann.email },
    });
    expect(await seenBy(ben.token)).toEqual({ user: { email: null }, userByUsername: { email: null } });
  });

  it('is changed by itself and admins alone', async () => {
    const { ask } = await start();
    const [ann, ben, admin] = [await member(ask), await member(ask), await adminOf(ask)];
    const rename = (token: string, name: string) =>
      ask(
        `mutation { updateUser(id: "${ann.id}", updateUserInput: {displayName: "${name}"}) { displayName } }`,
        { token },
      );
    expect((await rename(ann.token, ' Ann ')).data['updateUser'].displayName).toBe('Ann');
    expect((await rename(admin.token, 'Anna')).data['updateUser'].displayName).toBe('Anna');
    expect((await rename(ben.token, 'Mallory')).code).toBe('FORBIDDEN');
    expect((await rename(ann.token, '')).code).toBe('BAD_USER_INPUT');
  });

  it('is found by the beginning of its names, page by page, each once', async () => {
    const { ask } = await start();
    const viewer = await member(ask);
    const beginning = `page_${process.pid}`;
    const names = Array.from({ length: 5 }, (_, index) => `${beginning}.${index}`);
    for (const name of names) await signUp(ask, name);
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await ask(
        `query ($s: String, $a: ID) { users(search: $s, first: 2, after: $a) { id username } }`,
        {
          token: viewer.token,
          variables: { s: beginning.toUpperCase(), a: after },
        },
      );
      const page = data['users'] as { id: string; username: string }[];
      found.push(...page.map(({ username }) => username));
      after = page.at(-1)?.id ?? null;
      more = page.length > 0;
    }
    expect(found).toEqual(names);
    const percent = await ask(`{ users(search: "%") { id } }`, { token: viewer.token });
    expect(percent.data['users']).toEqual([]);
  });

  it('that is removed is signed out, cannot sign in or refresh, and stays visible to its friends', async () => {
    const { ask } = await start();
    const [ann, ben] = [await member(ask), await member(ask)];
    const remove = (token: string) => ask(`mutation { removeUser(id: "${ann.id}") { isActive } }`, { token });
    expect((await remove(ben.token)).code).toBe('FORBIDDEN');
    expect((await remove(ann.token)).data['removeUser']).toEqual({ isActive: false });
    expect((await ask(ME, { token: ann.token })).code).toBe('UNAUTHENTICATED');
    expect((await signIn(ask, ann.username)).code).toBe('UNAUTHENTICATED');
    expect((await refresh(ask, ann.refreshToken)).code).toBe('UNAUTHENTICATED');
    const seen = await ask(`{ user(id: "${ann.id}") { isActive } users(search: "${ann.username}") { id } }`, {
      token: ben.token,
    });
    expect(seen.data).toEqual({ user: { isActive: false }, users: [] });
  });
});

describe('a sign-in', () => {
  it('is refused in the same words for a wrong password and an unknown name', async () => {
    const { ask } = await start();
    const { username } = await signUp(ask);
    const [wrong, unknown] = [await signIn(ask, username, 'wrong-password'), await signIn(ask, freshName())];
    expect(wrong.code).toBe('UNAUTHENTICATED');
    expect(unknown.errors![0]!.message).toBe(wrong.errors![0]!.message);
  });

  it('is answered with a token that others verify with the public key alone', async () => {
    const { ask, url } = await start();
    const { id, token } = await member(ask);
    const jwks = await (await fetch(url + JWKS_PATH)).json();
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(url + JWKS_PATH)),
      {
        issuer: 'converge',
        audience: 'converge',
      },
    );
    expect(protectedHeader.alg).toBe('EdDSA');
    expect(payload).toMatchObject({ sub: id, sid: expect.any(String), roles: [] });
    expect(payload.exp! - payload.iat!).toBe(900);
  });

  it('is limited per account, through every instance, and is free again after the right password', async () => {
    const limits = { signInPerAccountPer15Min: 3 };
    const [one, other] = [await start(limits, 1), await start(limits, 2)];
    const { username } = await signUp(one.ask);
    await signIn(one.ask, username, 'wrong-password');
    await signIn(other.ask, username, 'wrong-password');
    expect((await signIn(one.ask, username)).code).toBeUndefined();
    for (let use = 0; use < 3; use++) await signIn(other.ask, username, 'wrong-password');
    const refused = await signIn(one.ask, username);
    expect(refused.code).toBe('RATE_LIMITED');
    expect(refused.errors![0]!.extensions['retryAfterMs']).toBeGreaterThan(0);
    expect((await signIn(one.ask, (await signUp(one.ask)).username)).code).toBeUndefined();
  });

  it('is limited per address, the one the trusted proxy names', async () => {
    const { ask } = await start({ signInPerAddressPer15Min: 2 });
    // Of a block that nobody else uses, and random: the limits of an earlier run may still stand.
    const anyAddress = () => `198.18.${randomInt(256)}.${randomInt(256)}`;
    const address = anyAddress();
    const attempt = (from: string) =>
      ask(`mutation { login(username: "${freshName()}", password: "x") { accessToken } }`, {
        headers: { 'x-forwarded-for': from },
      });
    await attempt(address);
    await attempt(address);
    expect((await attempt(address)).code).toBe('RATE_LIMITED');
    expect((await attempt(anyAddress())).code).toBe('UNAUTHENTICATED');
  });
});

describe('a session', () => {
  it('is refreshed with single-use tokens, and ends when a spent one is presented', async () => {
    const { ask } = await start();
    const ann = await member(ask);
    const first = (await refresh(ask, ann.refreshToken)).data['refreshToken'];
    const second = (await refresh(ask, first.refreshToken)).data['refreshToken'];
    expect((await ask(ME, { token: second.accessToken })).data['me'].id).toBe(ann.id);
    expect((await refresh(ask, ann.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect((await refresh(ask, second.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect((await ask(ME, { token: second.accessToken })).code).toBe('UNAUTHENTICATED');
  });

  it('is not ended by a token that was never issued', async () => {
    const { ask } = await start();
    const ann = await member(ask);
    const sessionId = ann.refreshToken.split('.')[0];
    for (const wrong of ['', 'nonsense', `${sessionId}.${'a'.repeat(43)}`])
      expect((await refresh(ask, wrong)).code).toBe('UNAUTHENTICATED');
    expect((await refresh(ask, ann.refreshToken)).code).toBeUndefined();
  });

  it('of a browser lives in a cookie that no script and no other site can use', async () => {
    const { ask } = await start();
    const { username } = await signUp(ask);
    const login = await ask(
      `mutation { login(username: "${username}", password: "${PASSWORD}", cookie: true) { accessToken refreshToken } }`,
    );
    expect(login.data['login'].refreshToken).toBeNull();
    const set = login.headers.get('set-cookie')!;
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/user', 'Secure', 'Max-Age=604800'])
      expect(set).toContain(attribute);
    const cookie = set.split(';')[0]!;

    const refreshed = await refresh(ask, null, { cookie });
    expect(refreshed.data['refreshToken']).toMatchObject({ refreshToken: null, user: { username } });
    const next = refreshed.headers.get('set-cookie')!.split(';')[0]!;
    expect(next).not.toBe(cookie);

    const logout = await ask('mutation { logout }', { headers: { cookie: next } });
    expect(logout.data['logout']).toBe(true);
    expect(logout.headers.get('set-cookie')).toContain('converge_refresh=;');
    expect((await refresh(ask, null, { cookie: next })).code).toBe('UNAUTHENTICATED');
  });

  it('is listed with its device, the current one marked, and can be revoked by its owner alone', async () => {
    const { ask } = await start();
    const [ann, ben] = [await member(ask), await member(ask)];
    const phone = await ask(
      `mutation { login(username: "${ann.username}", password: "${PASSWORD}") { accessToken } }`,
      {
        headers: { 'user-agent': 'Phone' },
      },
    );
    const phoneToken = phone.data['login'].accessToken as string;
    const { data } = await ask('{ sessions { id userAgent current createdAt } }', { token: ann.token });
    const sessions = data['sessions'] as { id: string; userAgent: string; current: boolean }[];
    expect(sessions.map(({ userAgent, current }) => [userAgent, current])).toEqual([
      ['Phone', false],
      ['node', true],
    ]);
    const revoke = (token: string, id: string) => ask(`mutation { revokeSession(id: "${id}") }`, { token });
    expect((await revoke(ben.token, sessions[0]!.id)).code).toBe('NOT_FOUND');
    expect((await revoke(ann.token, 'no-id')).code).toBe('NOT_FOUND');
    expect((await revoke(ann.token, sessions[0]!.id)).data['revokeSession']).toBe(true);
    expect((await ask(ME, { token: phoneToken })).code).toBe('UNAUTHENTICATED');
    expect((await ask(ME, { token: ann.token })).code).toBeUndefined();
  });

  it('ends with logout', async () => {
    const { ask } = await start();
    const ann = await member(ask);
    expect((await ask('mutation { logout }', { token: ann.token })).data['logout']).toBe(true);
    expect((await ask(ME, { token: ann.token })).code).toBe('UNAUTHENTICATED');
    expect((await refresh(ask, ann.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect((await ask('mutation { logout }')).code).toBe('UNAUTHENTICATED');
  });

  it('outlives a change of password where it was made, the others end', async () => {
    const { ask } = await start();
    const ann = await member(ask);
    const other = (await signIn(ask, ann.username)).data['login'].accessToken as string;
    const change = (current: string) =>
      ask(
        `mutation ($p: String!, $c: String!) {
          updateUser(id: "${ann.id}", updateUserInput: {password: $p, currentPassword: $c}) { id }
        }`,
        { token: ann.token, variables: { p: 'a-new-password', c: current } },
      );
    const refused = await change('wrong');
    expect(refused.errors![0]!.extensions['fields'][0].path).toBe('updateUserInput.currentPassword');
    expect((await change(PASSWORD)).code).toBeUndefined();
    expect((await ask(ME, { token: ann.token })).code).toBeUndefined();
    expect((await ask(ME, { token: other })).code).toBe('UNAUTHENTICATED');
    expect((await signIn(ask, ann.username)).code).toBe('UNAUTHENTICATED');
    expect((await signIn(ask, ann.username, 'a-new-password')).code).toBeUndefined();
  });

  it('is asked for by every operation but those that open one', async () => {
    const { ask } = await start();
    for (const operation of [
      '{ me { id } }',
      '{ users { id } }',
      '{ user(id: "x") { id } }',
      '{ userByUsername(username: "x") { id } }',
      '{ sessions { id } }',
      'mutation { updateUser(id: "x", updateUserInput: {}) { id } }',
      'mutation { removeUser(id: "x") { id } }',
      'mutation { revokeSession(id: "x") }',
      'mutation { logout }',
    ])
      expect([operation, (await ask(operation)).code]).toEqual([operation, 'UNAUTHENTICATED']);
    expect((await ask('{ instance { id } }')).data['instance']).toEqual({ id: 'user-1' });
  });
});
