import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ViewerEvent } from './model';
import { createFeedSocket } from './feed-socket';

interface Frame {
  id?: string;
  type: string;
}

/** A receiver's side of a WebSocket: admits everybody and leaves the rest to the test. */
class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: FakeSocket[] = [];
  readyState = 0;
  protocol = 'graphql-transport-ws';
  said: Frame[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = (_: { code: number; reason: string; wasClean: boolean }) => {};
  onerror = () => {};

  constructor() {
    FakeSocket.all.push(this);
    queueMicrotask(() => {
      this.readyState = 1;
      this.onopen();
    });
  }
  send(data: string): void {
    const frame = JSON.parse(data) as Frame;
    this.said.push(frame);
    if (frame.type === 'connection_init') queueMicrotask(() => this.tell({ type: 'connection_ack' }));
  }
  tell(frame: object): void {
    this.onmessage({ data: JSON.stringify(frame) });
  }
  close(code = 1000, reason = ''): void {
    this.readyState = 3;
    queueMicrotask(() => this.onclose({ code, reason, wasClean: true }));
  }
  get subscription(): Frame | undefined {
    return this.said.find((frame) => frame.type === 'subscribe');
  }
}

describe('the feed’s socket', () => {
  const real = globalThis.WebSocket;
  beforeEach(() => {
    FakeSocket.all = [];
    globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    globalThis.WebSocket = real;
  });

  it('subscribes again by itself, after a jittered wait, when a subscription ends with UNAVAILABLE', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0);
    const heard: ViewerEvent[] = [];
    let closed = 0;
    const socket = createFeedSocket({
      url: () => 'ws://receiver/graphql',
      token: () => 'token',
      renew: async () => true,
      onEvent: (event) => heard.push(event),
      onClosed: () => (closed += 1),
    });
    socket.start();
    await jest.advanceTimersByTimeAsync(5);
    for (let attempt = 0; attempt < 3; attempt++) {
      const current = FakeSocket.all.at(-1)!;
      const count = FakeSocket.all.length;
      random.mockReturnValue(attempt === 0 ? 0 : 0.999);
      const payload = [{ message: 'away', extensions: { code: 'UNAVAILABLE' } }];
      current.tell({ id: current.subscription!.id, type: 'error', payload });
      const [shortest, longest] = [200 * 2 ** attempt, 400 * 2 ** attempt];
      await jest.advanceTimersByTimeAsync((attempt === 0 ? shortest : longest) - 20);
      expect(FakeSocket.all).toHaveLength(count);
      await jest.advanceTimersByTimeAsync(40);
      expect(FakeSocket.all).toHaveLength(count + 1);
      expect(closed).toBe(attempt + 1);
    }
    const last = FakeSocket.all.at(-1)!;
    const ready = { __typename: 'Ready', instance: 'receiver-1' };
    last.tell({ id: last.subscription!.id, type: 'next', payload: { data: { viewerEvents: ready } } });
    expect(heard).toEqual([ready]);
    socket.stop();
  });

  it('gives up an attempt which the network accepts and nobody answers, and makes another', async () => {
    globalThis.WebSocket = real;
    const frozen = createServer((connection) => connection.resume().on('error', () => {}));
    await once(frozen.listen(0, '127.0.0.1'), 'listening');
    const { port } = frozen.address() as AddressInfo;
    const accepted = async () => ((await once(frozen, 'connection')) as [Socket])[0];
    let closed = 0;
    const socket = createFeedSocket({
      url: () => `ws://127.0.0.1:${port}/receiver/graphql`,
      token: () => 'token',
      renew: async () => true,
      onEvent: () => {},
      onClosed: () => (closed += 1),
    });
    let next = accepted();
    socket.start();
    for (let attempt = 0; attempt < 2; attempt++) {
      const connection = await next;
      next = accepted();
      const ended = once(connection, 'close');
      await jest.advanceTimersByTimeAsync(8_000);
      await ended;
      expect(closed).toBe(attempt + 1);
      // Longer than the wait before another attempt, shorter than that one is given.
      await jest.advanceTimersByTimeAsync(1_000);
    }
    const last = await next;
    socket.stop();
    const ended = once(last, 'close');
    await jest.advanceTimersByTimeAsync(8_000);
    await ended;
    frozen.close();
  });
});
