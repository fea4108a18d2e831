import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { createPageFetcher } from './fetcher';

describe('a query on the GraphQL page', () => {
  const before = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = before;
  });

  function answers(...bodies: string[]) {
    const ask = jest.fn(() => {
      const body = bodies.shift() ?? '';
      const status = body.startsWith('<') ? 502 : 200;
      const response = {
        status,
        statusText: status === 502 ? 'Bad Gateway' : 'OK',
        headers: new Map(),
        text: async () => body,
        json: async () => JSON.parse(body) as unknown,
        clone: () => response,
      };
      return Promise.resolve(response);
    });
    globalThis.fetch = ask as unknown as typeof fetch;
    const fetcher = createPageFetcher({
      path: () => '/user/graphql',
      session: { token: () => 'token', renew: async () => true },
      socket: {} as Client,
      onServed: () => {},
      onIntrospected: () => {},
    });
    return { ask, run: async () => fetcher({ query: '{ me { id } }' }) };
  }

  it('that meets an error page of the proxy says which', async () => {
    await expect(answers('<html>').run()).rejects.toThrow('HTTP 502 Bad Gateway');
    const refused = '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}';
    await expect(answers(refused, '<html>').run()).rejects.toThrow('HTTP 502 Bad Gateway');
  });

  it('is answered as GraphQL does, and asked again with a new token', async () => {
    const { ask, run } = answers(
      '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}',
      '{"data":{"me":null}}',
    );
    expect(await run()).toEqual({ data: { me: null } });
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
