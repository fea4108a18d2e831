import type { Viewer } from '@converge/domain';
import { CLOSE, type LiveSocket } from './live-socket.js';

/** How often all sockets are looked at: how late an expired token is noticed. */
const LOOK_MS = 1000;
/** Each socket is pinged every so many looks, a part of them at each: thousands of frames at once would be a pause. */
export const PING_LOOKS = 12;

/** One timer for all sockets: sends away those whose token has ended, pings, gives up who answers no ping. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;

  constructor(
    private readonly sockets: Iterable<LiveSocket>,
    private readonly isAlive: (viewer: Viewer) => boolean,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.looks += 1;
    for (const live of this.sockets) {
      if (live.viewer && !this.isAlive(live.viewer)) live.close(CLOSE.forbidden);
      else if (live.number % PING_LOOKS === this.looks % PING_LOOKS) ping(live);
    }
  }
}

function ping(live: LiveSocket): void {
  if (!live.isAlive) live.ws.terminate();
  live.isAlive = false;
  if (live.ws.readyState === live.ws.OPEN) live.ws.ping();
}
