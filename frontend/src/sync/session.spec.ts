import { describe, expect, it, jest } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { AuthPayload } from './model';
import { createSession, type AccountCalls, type TabMessage, type Tabs } from './session';

const user = { id: 'me', username: 'me', displayName: 'Me', isActive: true };
const refused = new CombinedGraphQLErrors({
  errors: [{ message: 'Over.', extensions: { code: 'UNAUTHENTICATED' } }],
});

/** A server with one cookie, single use; using a spent one ends the session, as a theft would. */
function createServer() {
  let cookie = 0;
  let isOver = false;
  let owner = user;
  const payload = (): AuthPayload => ({
    accessToken: `token ${cookie}`,
    accessTokenExpiresAt: new Date(Date.now() + 900_000).toISOString(),
    user: owner,
  });
  const calls: AccountCalls = {
    login: async (username) => {
      if (username !== owner.username) owner = { ...user, id: username, username };
      isOver = false;
      return payload();
    },
    logout: async () => (isOver = true),
    createUser: async () => null,
    async refresh() {
      const presented = cookie;
      await Promise.resolve();
      if (presented !== cookie) isOver = true;
      if (isOver) throw refused;
      cookie++;
      return payload();
    },
  };
  return { calls, isOver: () => isOver };
}

/** Tabs of one browser: a lock that they share, and a channel to all others. */
function createBrowser() {
  let queue: Promise<unknown> = Promise.resolve();
  const tabs: ((message: TabMessage) => void)[] = [];
  return (): Tabs => {
    let own: (message: TabMessage) => void = () => {};
    return {
      alone<T>(work: () => Promise<T>) {
        const mine = queue.then(work, work);
        queue = mine.catch(() => {});
        return mine;
      },
      tell: (message) => tabs.filter((tab) => tab !== own).forEach((tab) => tab(message)),
      listen(listener) {
        own = listener;
        tabs.push(listener);
      },
    };
  };
}

describe('the session', () => {
  it('is taken up from the cookie after a reload', async () => {
    const session = createSession(createServer().calls, createBrowser()());
    await session.restore();
    expect(session.state.get()).toEqual({ phase: 'signed-in', user });
    expect(session.token()).toBe('token 1');
  });

  it('survives several tabs that all need a new token at once', async () => {
    const server = createServer();
    const browser = createBrowser();
    const sessions = [1, 2, 3].map(() => createSession(server.calls, browser()));
    await Promise.all(sessions.map((session) => session.restore()));
    await Promise.all(sessions.map((session) => session.renew(session.token())));
    expect(server.isOver()).toBe(false);
    expect(sessions.map((session) => session.state.get().phase)).toEqual(Array(3).fill('signed-in'));
  });

  it('exchanges the cookie once, however many requests were refused', async () => {
    const { calls } = createServer();
    const refresh = jest.spyOn(calls, 'refresh');
    const session = createSession(calls, createBrowser()());
    await session.restore();
    const stale = session.token();
    expect(await Promise.all([1, 2, 3].map(() => session.renew(stale)))).toEqual([true, true, true]);
    expect(await session.renew(stale)).toBe(true);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('is kept when the network fails, and ends when the server says so', async () => {
    const { calls } = createServer();
    const session = createSession(calls, createBrowser()());
    await session.restore();
    const refresh = jest.spyOn(calls, 'refresh');
    refresh.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(await session.renew(session.token())).toBe(false);
    expect(session.state.get().phase).toBe('signed-in');
    refresh.mockRejectedValueOnce(refused);
    expect(await session.renew(session.token())).toBe(false);
    expect(session.state.get()).toEqual({ phase: 'signed-out', reason: 'ended' });
    expect(session.token()).toBeNull();
  });

  it('shows a changed profile at once, and one that was changed elsewhere with the next token', async () => {
    const { calls } = createServer();
    const session = createSession(calls, createBrowser()());
    await session.restore();
    const changed = { ...user, displayName: 'New' };
    session.profileChanged(changed);
    expect(session.state.get()).toEqual({ phase: 'signed-in', user: changed });
    session.profileChanged({ ...changed, id: 'somebody else' });
    expect(session.state.get()).toEqual({ phase: 'signed-in', user: changed });
    await session.renew(session.token());
    expect(session.state.get()).toEqual({ phase: 'signed-in', user });
  });

  it('is an administrator’s as long as the token says so', async () => {
    const { calls } = createServer();
    const session = createSession(calls, createBrowser()());
    await session.restore();
    expect(session.isAdmin.get()).toBe(false);
    const tokenOf = (claims: object) =>
      `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sign`;
    const refresh = jest.spyOn(calls, 'refresh');
    const accessTokenExpiresAt = new Date(Date.now() + 900_000).toISOString();
    refresh.mockResolvedValueOnce({
      accessToken: tokenOf({ sub: 'mé', roles: ['admin'] }),
      accessTokenExpiresAt,
      user,
    });
    await session.renew(session.token());
    expect(session.isAdmin.get()).toBe(true);
    refresh.mockResolvedValueOnce({ accessToken: tokenOf({ roles: [] }), accessTokenExpiresAt, user });
    await session.renew(session.token());
    expect(session.isAdmin.get()).toBe(false);
  });

  it('is that of whoever signed in last, in all tabs', async () => {
    const { calls } = createServer();
    const browser = createBrowser();
    const [one, two] = [createSession(calls, browser()), createSession(calls, browser())];
    await one.restore();
    await two.restore();
    await two.signIn('ann', 'secret');
    await new Promise(process.nextTick);
    expect([one.userId(), two.userId()]).toEqual(['ann', 'ann']);
    expect(one.state.get()).toMatchObject({ phase: 'signed-in', user: { username: 'ann' } });
  });

  it('does not come back by the answer to an exchange that was under way when it was left', async () => {
    const { calls } = createServer();
    const session = createSession(calls, createBrowser()());
    await session.restore();
    const refresh = jest.spyOn(calls, 'refresh');
    let answer = (_: AuthPayload) => {};
    refresh.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    const renewed = session.renew(session.token());
    await Promise.resolve();
    await session.signOut();
    answer({ accessToken: 'late', accessTokenExpiresAt: new Date().toISOString(), user });
    expect(await renewed).toBe(false);
    expect(session.state.get()).toEqual({ phase: 'signed-out', reason: null });
    expect(session.token()).toBeNull();
  });

  it('ends in all tabs when it is ended in one', async () => {
    const { calls } = createServer();
    const browser = createBrowser();
    const [one, two] = [createSession(calls, browser()), createSession(calls, browser())];
    await one.restore();
    await two.restore();
    await one.signOut();
    expect(two.state.get()).toEqual({ phase: 'signed-out', reason: 'signed-out-elsewhere' });
    expect(one.state.get()).toEqual({ phase: 'signed-out', reason: null });
    expect(two.token()).toBeNull();
  });
});
