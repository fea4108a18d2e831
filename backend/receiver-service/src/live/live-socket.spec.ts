import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { CLOSE, Flush, LiveSocket } from './live-socket.js';

/** A peer that has `buffered` bytes on their way to it. */
function setUp() {
  const ws = {
    OPEN: 1,
    readyState: 1,
    closedWith: 0,
    close: (code: number) => (ws.closedWith = code),
    once: () => ws,
    terminate: () => undefined,
  };
  const socket = {
    writableCorked: 1,
    writableLength: 0,
    write: (frame: Buffer) => (socket.writableLength += frame.length),
  };
  const live = new LiveSocket(
    ws as unknown as WebSocket,
    socket as unknown as Socket,
    new Flush(),
    1_000_000,
    () => undefined,
  );
  return { ws, socket, live };
}

describe('a socket', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('that takes a little all the time is given all the time it needs', async () => {
    const { ws, socket, live } = setUp();
    live.send('x'.repeat(900_000));
    expect(live.isFull).toBe(true);
    let isDrained = false;
    void live.drained().then(() => (isDrained = true));
    for (let second = 0; second < 100 && !isDrained; second++) {
      socket.writableLength -= 10_000;
      await jest.advanceTimersByTimeAsync(1000);
    }
    expect(isDrained).toBe(true);
    expect(ws.closedWith).toBe(0);
    expect(live.isFull).toBe(false);
  });

  it('that takes nothing for a while is closed, to come back and resume', async () => {
    const { ws, live } = setUp();
    live.send('x'.repeat(900_000));
    const drained = live.drained();
    await jest.advanceTimersByTimeAsync(15_000);
    await drained;
    expect(ws.closedWith).toBe(CLOSE.tryAgain[0]);
  });
});
