import { describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { JWKS_PATH } from '../service.js';
import { freshName, member, signIn, signUp } from '../testing/people.js';
import { userServices } from '../testing/user-services.js';

const { start } = userServices({
  postgres: process.env['TEST_POSTGRES_URL'],
  redis: process.env['TEST_REDIS_URL'],
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
