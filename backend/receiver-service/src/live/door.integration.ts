import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { EVENTS, range, types } from '../testing/documents.js';
import { connectLive } from '../testing/live-client.js';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

let at: Harness;
beforeAll(async () => {
  at = await startHarness();
});
afterAll(() => at.stop());

describe('a refused operation', () => {
  test('names the request that its connection was opened by', async () => {
    const headers = { 'x-request-id': 'request-1' };
    const token = at.tokens.of(newId());
    const client = await connectLive(at.port, { authorization: `Bearer ${token}` }, headers);
    for (const query of [EVENTS, '{ nothing }']) {
      const id = client.subscribe(query, { chatId: newId() });
      await client.until(() => client.isComplete(id));
      expect(JSON.stringify(client.frames)).toContain('"requestId":"request-1"');
      client.frames.length = 0;
    }
    client.ws.close();
  });
});

describe('a live connection ends', () => {
  test('with 4403 when its token is missing, bad or expired', async () => {
    const expired = at.tokens.of(newId(), { expiresAtMs: Date.now() - 1 });
    for (const params of [undefined, {}, { authorization: 'Bearer bad' }, { token: expired }]) {
      const client = await connectLive(at.port, params);
      await client.until(() => client.closed !== undefined);
      expect(client.closed!.code).toBe(4403);
    }
  });

  test('with 4403 when its session is revoked or its token expires meanwhile', async () => {
    const sessionId = newId();
    const revoked = await at.live(at.tokens.of(newId(), { sessionId }));
    const expiring = await at.live(at.tokens.of(newId(), { expiresAtMs: Date.now() + 300 }));
    at.tokens.revoke(sessionId);
    for (const client of [revoked, expiring]) {
      await client.until(() => client.closed !== undefined);
      expect(client.closed!.code).toBe(4403);
    }
  });

  test('for a removed participant’s subscription: that event is the last', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await at.group(ann, ben);
    const client = await at.live(at.tokens.of(ben));
    const id = client.subscribe(EVENTS, { chatId: chat.id });
    await client.ready(id);
    await at.chats.removeParticipant(chat.id, ann, ben);
    await at.send(chat.id, ann, 'secret');
    await client.until(() => client.isComplete(id));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(types(client.values(id))).toEqual(['Ready', 'ParticipantRemoved']);
    const again = client.subscribe(EVENTS, { chatId: chat.id });
    await client.until(() => client.isComplete(again));
    expect(client.codes(again)).toEqual(['NOT_FOUND']);
  });

  test('never for one operation too many: that one is refused', async () => {
    const ann = newId();
    const chat = await at.group(ann);
    const client = await at.live(at.tokens.of(ann));
    const ids = range(1, 11).map(() => client.subscribe(EVENTS, { chatId: chat.id }));
    await client.until(() => client.isComplete(ids[10]!));
    expect(client.codes(ids[10]!)).toEqual(['RATE_LIMITED']);
    expect(client.closed).toBeUndefined();
  });
});

describe('documents over the WebSocket', () => {
  test('are bounded and checked as over HTTP, and queries are answered', async () => {
    const client = await at.live(at.tokens.of(newId()));
    const bad = [
      '{',
      '{ nope }',
      '{ __schema { types { name } } }',
      `{ ${'instance { id } '.repeat(600)} }`,
      `{ ${range(1, 20)
        .map((n) => `a${n}: instance { id }`)
        .join(' ')} }`,
    ];
    for (const text of bad) {
      const id = client.subscribe(text);
      await client.until(() => client.isComplete(id), text.slice(0, 40));
      expect(client.codes(id)[0]).toBe('BAD_USER_INPUT');
    }
    const id = client.subscribe('{ instance { id } chats { id } }');
    await client.until(() => client.isComplete(id));
    expect(client.frames.find((frame) => frame.id === id)!.payload).toEqual({
      data: { instance: { id: 'receiver-1' }, chats: [] },
    });
  });

  test('too large close the socket and harm nobody else', async () => {
    const client = await at.live(at.tokens.of(newId()));
    client.ws.send('x'.repeat(70_000));
    await client.until(() => client.closed !== undefined);
    expect(client.closed!.code).toBe(1009);
  });
});

test('an Upgrade that is reset, at any path and stage, does not end the process', async () => {
  const attack = (path: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(at.port, '127.0.0.1', () => {
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
        );
        setTimeout(() => {
          socket.resetAndDestroy();
          resolve();
        }, Math.random() * 10);
      });
      socket.on('error', () => undefined);
    });
  for (let i = 0; i < 10; i++) {
    await Promise.all(['/other', '/graphql', '/graphql?x', '/', '/health/live'].map(attack));
  }
  expect((await at.query(at.tokens.of(newId()), '{ instance { id } }')).codes).toEqual([]);
});

test('sockets are told to come back elsewhere when the process stops', async () => {
  const own = await startHarness();
  const client = await own.live(own.tokens.of(newId()));
  await own.receiver.door.stop();
  await client.until(() => client.closed !== undefined);
  expect(client.closed!.code).toBe(1012);
  await own.stop();
});

test('one connection too many is told to try again later', async () => {
  const own = await startHarness({ maxConnections: 1 });
  try {
    await own.live(own.tokens.of(newId()));
    const second = await connectLive(own.port, {});
    await second.until(() => second.closed !== undefined);
    expect(second.closed!.code).toBe(1013);
  } finally {
    await own.stop();
  }
});

test('a subscription over plain HTTP is answered with an error, not with a hanging request', async () => {
  const { codes } = await at.query(at.tokens.of(newId()), 'subscription { viewerEvents { __typename } }');
  expect(codes).toHaveLength(1);
});
