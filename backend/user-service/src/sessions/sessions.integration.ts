import { describe, expect, it } from '@jest/globals';
import { ME, PASSWORD, member, refresh, signIn, signUp } from '../testing/people.js';
import { userServices } from '../testing/user-services.js';

const { start } = userServices({
  postgres: process.env['TEST_POSTGRES_URL'],
  redis: process.env['TEST_REDIS_URL'],
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
