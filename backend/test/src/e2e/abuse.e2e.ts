import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { Person } from '../testkit/person.js';
import { post } from '../testkit/request.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  stack = await startStack();
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(() => stack?.stop());

const SERVICES = ['user', 'sender', 'receiver'] as const;

/** The processes behind the instances, to see that none was replaced. */
const pids = () => SERVICES.flatMap((service) => [1, 2].map((n) => stack.pidOf(`${service}-${n}`)));

/** An HTTP Upgrade whose socket is reset before an answer can be written. */
async function upgradeAndReset(port: number, path: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        () => socket.resetAndDestroy(),
      );
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

test('the Upgrade + reset attack does not end a process, on any path of any service', async () => {
  const before = pids();
  for (const service of SERVICES) {
    for (const n of [1, 2]) {
      for (const path of ['/', '/graphql', '/health/live', '/nowhere']) {
        await Promise.all(
          Array.from({ length: 10 }, () =>
            upgradeAndReset(Number(new URL(stack.directUrl(`${service}-${n}`)).port), path),
          ),
        );
      }
    }
  }
  for (const service of SERVICES) {
    for (const n of [1, 2])
      expect((await post(stack.url(service, n), ann.token, '{ instance { id } }')).data).toEqual({
        instance: { id: `${service}-${n}` },
      });
  }
  expect(pids()).toEqual(before);
});

describe('inputs past a limit get the documented error, and the process lives', () => {
  const deep = (n: number) => `{ instance ${'{ __typename '.repeat(n)}${'}'.repeat(n)} }`;
  const nested = `{ __schema { types ${'{ fields { type '.repeat(12)} { name } ${'} }'.repeat(12)} } }`;
  test.each([
    ['too deep', nested],
    ['too many aliases', `{ ${Array.from({ length: 500 }, (_, i) => `a${i}: instance { id }`).join(' ')} }`],
    ['too many tokens', `{ instance { ${'id '.repeat(20_000)} } }`],
    ['malformed', '{ instance { id '],
    ['an unknown field', '{ nothing }'],
    ['absurdly nested', deep(5000)],
  ])('%s', async (_name, query) => {
    for (const service of SERVICES) {
      const answer = await post(stack.url(service), ann.token, query);
      expect({ service, code: answer.errors[0]?.extensions.code, data: answer.data }).toEqual({
        service,
        code: 'BAD_USER_INPUT',
        data: null,
      });
      expect(JSON.stringify(answer.errors)).not.toMatch(/node_modules|at .*\.js/);
    }
  });

  test('a body over 64 KiB', async () => {
    for (const service of SERVICES) {
      const answer = await post(stack.url(service), ann.token, '{ instance { id } }', {
        filler: 'x'.repeat(100_000),
      });
      expect(answer.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('the NUL character, which no store can keep', async () => {
    const login = 'mutation { login(username: "a\\u0000b", password: "x") { accessToken } }';
    const find = '{ userByUsername(username: "a\\u0000b") { id } }';
    for (const query of [login, find]) {
      const [error] = (await post(stack.url('user'), ann.token, query)).errors;
      expect(error?.extensions.code ?? 'none').not.toBe('INTERNAL_SERVER_ERROR');
    }
  });

  test('a subscription over HTTP is told where to go', async () => {
    const answer = await post(
      stack.url('receiver'),
      ann.token,
      'subscription { viewerEvents { __typename } }',
    );
    expect(answer.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]!.message).toContain('WebSocket');
  });

  test('what is not JSON', async () => {
    for (const service of SERVICES) {
      const response = await fetch(stack.url(service), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":',
      });
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(body.errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('too many people, too long names, strange pages', async () => {
    const chat = await ann.createGroup([ben]);
    const many = Array.from({ length: 1001 }, () => ben.id);
    const bad = { code: 'BAD_USER_INPUT' };
    await expect(
      ann.write('mutation($i: CreateChatInput!) { createChat(createChatInput: $i) { id } }', {
        i: { participantIds: many },
      }),
    ).rejects.toMatchObject(bad);
    await expect(ann.rename(chat.id, 'x'.repeat(101))).rejects.toMatchObject(bad);
    await expect(ann.messages(chat.id, { limit: 201 })).rejects.toMatchObject(bad);
    await expect(ann.messages(chat.id, { limit: 0 })).rejects.toMatchObject(bad);
    await expect(ann.messages(chat.id, { limit: -1 })).rejects.toMatchObject(bad);
    await expect(ann.add(chat.id, [{ id: 'nobody' } as Person])).rejects.toMatchObject(bad);
  });

  test('too many subscriptions on one connection, and frames that are no messages', async () => {
    const socket = new WebSocket(stack.wsUrl(1), 'graphql-transport-ws');
    const frames: { type: string; id?: string }[] = [];
    const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
    socket.on('message', (data) => frames.push(JSON.parse(String(data)) as { type: string }));
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ann.token}` } }),
    );
    await new Promise((resolve) => socket.once('message', resolve));
    const query = 'subscription { viewerEvents { __typename } }';
    for (let i = 0; i < 150; i++)
      socket.send(JSON.stringify({ id: `${i}`, type: 'subscribe', payload: { query } }));
    while (frames.filter((frame) => frame.type === 'error' || frame.type === 'next').length < 150) {
      await new Promise((resolve) => socket.once('message', resolve));
    }
    expect(frames.filter((frame) => frame.type === 'error')).toHaveLength(50);
    socket.send('this is no message');
    expect(await closed).toBe(4400);
    expect(await ann.ask('{ instance { id } }', {}, 1)).toEqual({ id: 'receiver-1' });
  });

  test.each([
    ['whose root field is skipped', 'subscription { viewerEvents @skip(if: true) { __typename } }'],
    [
      'of a place before the beginning',
      'subscription { chatEvents(chatId: "CHAT", since: { epoch: "x", revision: -7 }) { __typename } }',
    ],
  ])('a subscription %s is refused, and its socket lives', async (_name, query) => {
    const chat = await ann.createGroup([ben]);
    const feed = ann.listen(query.replace('CHAT', chat.id));
    const { errors } = await feed.untilEnded();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await feed.close();
  });

  test('who does not introduce themselves is closed', async () => {
    const socket = new WebSocket(stack.wsUrl(1), 'graphql-transport-ws');
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4408);
  });
});
