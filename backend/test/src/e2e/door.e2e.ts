import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../testkit/eventually.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;

interface Answer {
  status: number;
  headers: Headers;
  servedBy: string | null;
  body: {
    data?: { instance?: { id: string } };
    errors?: { extensions: { code: string; fields?: unknown[] } }[];
  };
}

/** Asks a door which instance answers. */
async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query: '{ instance { id } }' }),
    ...init,
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
  });
  const { status, headers } = response;
  return {
    status,
    headers,
    servedBy: headers.get('x-served-by'),
    body: (await response.json()) as Answer['body'],
  };
}

const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code);

/** The first line of the answer to a WebSocket handshake. */
function upgrade(path: string): Promise<string> {
  const { hostname, port } = new URL(stack.baseUrl);
  const handshake = [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () =>
      socket.write(`${handshake.join('\r\n')}\r\n\r\n`),
    );
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().split('\r\n', 1)[0] ?? '');
    });
  });
}

beforeAll(async () => {
  stack = await startStack({ workers: 0 });
});

afterAll(async () => {
  await stack?.stop();
});

describe('the public door', () => {
  it('leads to every instance by its number, and to no other', async () => {
    const pinned = stack.instances.filter(({ service }) => service !== 'worker');
    for (const { service, number, name } of pinned) {
      const answer = await ask(stack.url(service as 'sender', number));
      expect(answer.body.data?.instance?.id).toBe(name);
      expect(answer.servedBy).toBe(name);
    }
    expect(pinned).toHaveLength(6);
  });

  it('says in the shape of GraphQL that there is no such instance', async () => {
    for (const number of [0, 3, 99]) {
      const answer = await ask(stack.url('sender', number));
      expect(answer.status).toBe(404);
      expect(codes(answer)).toEqual(['NOT_FOUND']);
    }
  });

  it('refuses a body that is too large in the shape of GraphQL', async () => {
    for (const url of [stack.url('sender'), stack.url('user', 1)]) {
      const answer = await ask(url, { body: 'x'.repeat(200_000) });
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('lets WebSockets through to the receivers, and nowhere else', async () => {
    expect(await upgrade('/receiver/graphql')).toContain('101');
    expect(await upgrade('/receiver/2/graphql')).toContain('101');
    for (const path of [
      '/',
      '/sender/graphql',
      '/sender/1/graphql',
      '/user/graphql',
      '/receiver/9/graphql',
      '/-/receivers',
    ]) {
      expect(await upgrade(path)).not.toContain('101');
    }
  });

  it("keeps a client's request id, and makes one where there is none", async () => {
    const kept = await ask(stack.url('user'), { headers: { 'x-request-id': 'from-the-client-1' } });
    const made = await ask(stack.url('user'), { headers: { 'x-request-id': 'not allowed: {}' } });
    expect(kept.headers.get('x-request-id')).toBe('from-the-client-1');
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the web client comes', () => {
  it('with a strict content security policy, for every page of its own', async () => {
    for (const path of ['/', '/chats/some-chat']) {
      const response = await fetch(stack.baseUrl + path);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('with the GraphQL page, which alone may have inline styles', async () => {
    const response = await fetch(`${stack.baseUrl}/graphiql`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(await response.text()).toMatch(/<title>GraphQL.*assets\/graphiql-[^"]+\.js/s);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  });

  it('with hashed assets that are kept for ever, and missing ones that are not', async () => {
    const page = await (await fetch(stack.baseUrl)).text();
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(page) ?? [];
    const there = await fetch(stack.baseUrl + script);
    const missing = await fetch(`${stack.baseUrl}/assets/missing.js`);
    expect(there.headers.get('cache-control')).toContain('immutable');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBeNull();
  });
});

describe('an instance that dies', () => {
  it('is passed over at once: no request fails, and it is used again when it is back', async () => {
    await stack.withoutRestarts(async () => {
      await stack.kill('sender-1');
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(stack.url('sender'))));
      expect(new Set(answers.map(({ status, servedBy }) => `${status} ${servedBy}`))).toEqual(
        new Set(['200 sender-2']),
      );
    });

    await stack.waitUntilUp('sender-1');
    const pinned = await ask(stack.url('sender', 1));
    expect(pinned.servedBy).toBe('sender-1');
  });

  it('and the last one too: the door says UNAVAILABLE in the shape of GraphQL, until one is back', async () => {
    await stack.withoutRestarts(async () => {
      await Promise.all([stack.kill('user-1'), stack.kill('user-2')]);
      const answer = await ask(stack.url('user'));
      expect(answer.status).toBe(503);
      expect(codes(answer)).toEqual(['UNAVAILABLE']);
    });

    await Promise.all([stack.waitUntilUp('user-1'), stack.waitUntilUp('user-2')]);
    // A dead instance is left out for one second.
    await eventually(
      'the door leads to them again',
      async () => (await ask(stack.url('user'))).status === 200,
    );
  });

  it('is announced with its signal', () => {
    expect(stack.logs()).toContain('✖ sender-1 died (signal SIGKILL); starting it again in 0.5 s');
    expect(stack.logs()).toContain('✔ sender-1 is back');
  });
});
