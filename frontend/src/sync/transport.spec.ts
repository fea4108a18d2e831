import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MeDocument, RevokeSessionDocument } from '../generated/user';
import { failureOf } from './failure';
import { boundTo, createTransport, NotWanted, type TransportOptions } from './transport';

/** As much of an answer over HTTP as is read. */
const answer = (body: object, status = 200, by = 'user-1') => ({
  ok: status < 300,
  status,
  headers: new Headers({ 'content-type': 'application/json', 'x-served-by': by }),
  text: () => Promise.resolve(JSON.stringify(body)),
});
const me = { id: 'me', username: 'me' };
const refused = (code: string) => answer({ data: null, errors: [{ message: code, extensions: { code } }] });

describe('a request', () => {
  const real = globalThis.fetch;
  const fetched = jest.fn<(url: string, init: RequestInit) => Promise<unknown>>();
  let token: string | null;
  let userId: string | null;
  const options = {
    path: (service: string) => `/${service}/2/graphql`,
    served: jest.fn<TransportOptions['served']>(),
    trouble: jest.fn<TransportOptions['trouble']>(),
    token: () => token,
    userId: () => userId,
    renew: jest.fn<TransportOptions['renew']>(),
  };
  const transport = createTransport(options);
  const { run } = transport;
  const sent = () =>
    fetched.mock.calls.map(([url, init]) => [url, new Headers(init.headers).get('authorization')]);

  beforeEach(() => {
    token = 'old';
    userId = 'me';
    fetched.mockReset().mockResolvedValue(answer({ data: { me } }));
    for (const mock of [options.served, options.trouble, options.renew]) mock.mockReset();
    globalThis.fetch = fetched as never;
  });
  afterEach(() => {
    globalThis.fetch = real;
  });

  it('goes to the instance of its service, with the token, and says who answered', async () => {
    const onServed = jest.fn();
    expect(await run('user', MeDocument, {}, { onServed })).toEqual({ me });
    expect(sent()).toEqual([['/user/2/graphql', 'Bearer old']]);
    expect(options.served).toHaveBeenCalledWith('user', 'user-1');
    expect(onServed).toHaveBeenCalledWith('user-1');
    await run('user', MeDocument, {}, { isUnpinned: true, isAnonymous: true });
    expect(sent().at(-1)).toEqual(['/user/graphql', null]);
  });

  it('that nginx itself refuses was served by no instance', async () => {
    const onServed = jest.fn();
    fetched.mockResolvedValueOnce(answer({}, 429, 'nginx'));
    await expect(run('user', MeDocument, {}, { onServed })).rejects.toThrow();
    expect(options.served).not.toHaveBeenCalled();
    expect(onServed).not.toHaveBeenCalled();
  });

  it('is asked anew each time, nothing is kept', async () => {
    await Promise.all([run('user', MeDocument, {}), run('user', MeDocument, {})]);
    await run('user', MeDocument, {});
    expect(fetched).toHaveBeenCalledTimes(3);
  });

  it('is sent again with a new token, once', async () => {
    options.renew.mockImplementation(async () => {
      token = 'new';
      return true;
    });
    fetched.mockResolvedValueOnce(refused('UNAUTHENTICATED'));
    await run('user', RevokeSessionDocument, { id: 'one' });
    expect(options.renew).toHaveBeenCalledWith('old');
    expect(sent().map(([, authorization]) => authorization)).toEqual(['Bearer old', 'Bearer new']);
    fetched.mockResolvedValue(refused('UNAUTHENTICATED'));
    const error: unknown = await run('user', MeDocument, {}).catch((reason: unknown) => reason);
    expect(failureOf(error).code).toBe('UNAUTHENTICATED');
    expect(fetched).toHaveBeenCalledTimes(4);
  });

  it('is never sent again with the token of somebody else who has signed in meanwhile', async () => {
    options.renew.mockImplementation(async () => {
      [token, userId] = ['of ann', 'ann'];
      return true;
    });
    fetched.mockResolvedValueOnce(refused('UNAUTHENTICATED'));
    await expect(run('user', RevokeSessionDocument, { id: 'one' })).rejects.toThrow(NotWanted);
    expect(sent().map(([, authorization]) => authorization)).toEqual(['Bearer old']);
  });

  it('of one account goes out for nobody else, and not at all once that account is closed', async () => {
    let isOpen = true;
    const mine = boundTo(transport, 'me', () => isOpen);
    expect(await mine.run('user', MeDocument, {})).toEqual({ me });
    [token, userId] = ['of ann', 'ann'];
    await expect(mine.run('user', MeDocument, {})).rejects.toThrow(NotWanted);
    [token, userId] = ['old', 'me'];
    options.renew.mockImplementation(async () => {
      isOpen = false;
      return true;
    });
    fetched.mockResolvedValueOnce(refused('UNAUTHENTICATED'));
    await expect(mine.run('user', MeDocument, {})).rejects.toThrow(NotWanted);
    await expect(mine.run('user', MeDocument, {})).rejects.toThrow(NotWanted);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('that fails says why; without an answer the instance is looked at', async () => {
    const codeOf = () => run('user', MeDocument, {}).catch((reason: unknown) => failureOf(reason).code);
    fetched.mockResolvedValueOnce(refused('FORBIDDEN'));
    expect(await codeOf()).toBe('FORBIDDEN');
    expect(options.trouble).not.toHaveBeenCalled();
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(await codeOf()).toBe('NETWORK');
    fetched.mockResolvedValueOnce(answer({}, 502));
    expect(await codeOf()).toBe('UNAVAILABLE');
    expect(options.trouble.mock.calls).toEqual([['user'], ['user']]);
  });
});
