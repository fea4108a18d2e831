import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { connectRedis, whenReady } from './connection.js';

/** A server that speaks as much of Redis as is needed, and answers PING only when it is told to. */
let server: Server;
let peer: Socket;
let heard: string;
let redis: Redis;

const pings = () => heard.split('ping').length - 1;

async function hear(count: number): Promise<void> {
  while (pings() < count) await once(peer, 'data');
}

beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    peer = socket;
    socket
      .on('error', () => undefined)
      .on('data', (data) => {
        const text = data.toString().toLowerCase();
        if (text.includes('ping')) heard += text;
        else for (let n = text.split('*').length - 1; n > 0; n--) socket.write('+OK\r\n');
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  redis = connectRedis(`redis://127.0.0.1:${port}`, 'commands', () => undefined);
  await whenReady(redis, 5000);
});
afterEach(async () => {
  jest.useRealTimers();
  redis.disconnect();
  peer.destroy();
  server.close();
  await once(server, 'close');
});

test('commands of one turn leave together, what comes meanwhile as the next batch, and each gets its answer', async () => {
  const first = [redis.ping('a'), redis.ping('b')];
  await hear(2);
  const second = [redis.ping('c'), redis.ping('d')];
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(pings()).toBe(2);
  peer.write('+a\r\n-ERR b\r\n');
  expect(await Promise.allSettled(first)).toMatchObject([{ value: 'a' }, { reason: { message: 'ERR b' } }]);
  await hear(4);
  peer.write('+c\r\n+d\r\n');
  expect(await Promise.all(second)).toEqual(['c', 'd']);
});

test('a command that is not answered fails after five seconds, and those behind it are sent', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const lost = redis.ping('lost');
  await hear(1);
  const next = redis.ping('next');
  jest.advanceTimersByTime(5000);
  await expect(lost).rejects.toThrow('Command timed out');
  await hear(2);
  peer.write('+lost\r\n+next\r\n');
  expect(await next).toBe('next');
});

test('with the connection go the commands, those under way and those that wait', async () => {
  const all = [redis.ping('a')];
  await hear(1);
  all.push(redis.ping('b'));
  peer.destroy();
  for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
  await expect(redis.ping('c')).rejects.toThrow();
});

test('after a reconnect commands are sent again', async () => {
  const lost = redis.ping('a');
  await hear(1);
  peer.destroy();
  await expect(lost).rejects.toThrow();
  await once(redis, 'ready');
  heard = '';
  const answer = redis.ping('b');
  while (pings() < 1) await new Promise((resolve) => setImmediate(resolve));
  peer.write('+b\r\n');
  expect(await answer).toBe('b');
});
