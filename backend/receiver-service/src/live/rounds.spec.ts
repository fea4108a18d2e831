import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId, type Viewer } from '@converge/domain';
import { CLOSE, type LiveSocket } from './live-socket.js';
import { PING_LOOKS, Rounds } from './rounds.js';

/** A peer; `answers` its pings at once, or never. */
function peer(number: number, { answers = true, viewer = null as Viewer | null } = {}) {
  const told = { pings: 0, closedWith: 0, isTerminated: false };
  const live = {
    number,
    viewer,
    isAlive: true,
    close: ([code]: readonly [number, string]) => (told.closedWith = code),
    ws: {
      OPEN: 1,
      readyState: 1,
      ping: () => {
        told.pings += 1;
        live.isAlive = answers;
      },
      terminate: () => {
        told.isTerminated = true;
        live.ws.readyState = 3;
      },
    },
  };
  return { live: live as unknown as LiveSocket, told };
}

describe('on each round', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('every socket is pinged once, few at a time, and who answers stays', () => {
    const peers = Array.from({ length: 10 * PING_LOOKS }, (_, number) => peer(number));
    const pinged = () => peers.reduce((sum, { told }) => sum + told.pings, 0);
    const rounds = new Rounds(
      peers.map(({ live }) => live),
      () => true,
    );
    rounds.start();
    for (let look = 1; look <= PING_LOOKS; look++) {
      jest.advanceTimersByTime(1000);
      expect(pinged()).toBe(10 * look);
    }
    expect(peers.every(({ told }) => told.pings === 1)).toBe(true);
    jest.advanceTimersByTime(3 * PING_LOOKS * 1000);
    expect(peers.some(({ told }) => told.isTerminated)).toBe(false);
    rounds.stop();
    jest.advanceTimersByTime(PING_LOOKS * 1000);
    expect(pinged()).toBe(4 * peers.length);
  });

  it('who has not answered the ping before is given up', () => {
    const { live, told } = peer(5, { answers: false });
    new Rounds([live], () => true).start();
    jest.advanceTimersByTime(PING_LOOKS * 1000);
    expect(told).toMatchObject({ pings: 1, isTerminated: false });
    jest.advanceTimersByTime(PING_LOOKS * 1000);
    expect(told).toMatchObject({ pings: 1, isTerminated: true });
  });

  it('whose token has ended is sent away within a second', () => {
    const viewer: Viewer = { userId: newId(), sessionId: newId(), roles: [], expiresAtMs: 0 };
    const { live, told } = peer(0, { viewer });
    let isAlive = true;
    new Rounds([live], () => isAlive).start();
    jest.advanceTimersByTime(1000);
    expect(told.closedWith).toBe(0);
    isAlive = false;
    jest.advanceTimersByTime(1000);
    expect(told.closedWith).toBe(CLOSE.forbidden[0]);
  });
});
