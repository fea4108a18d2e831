import type { Socket } from 'node:net';
import type { Viewer } from '@converge/domain';
import type { WebSocket } from 'ws';

/** Close codes. All of these are retried by graphql-ws clients. */
export const CLOSE = {
  /** The token is missing, bad, expired or revoked: come back with another one. */
  forbidden: [4403, 'Forbidden'],
  /** This process goes away: come back, to another one. */
  restarting: [1012, 'Service restart'],
  /** Too slow a reader, or too many connections: come back and resume. */
  tryAgain: [1013, 'Try again later'],
  internal: [4500, 'Internal server error'],
} as const;

const SEND = { binary: false, compress: false, fin: true };
/** A backlog goes on when no more than this waits to be sent. */
const DRAINED_BYTES = 64 * 1024;
const DRAIN_POLL_MS = 20;
/** How long a peer that does not read may keep what was sent before its close. */
const CLOSE_MS = 10_000;

/**
 * Frames sent to a socket within one turn of the event loop leave in one system call, which is most of what a
 * delivery costs: the busier the process, the more frames a turn has.
 */
export class Flush {
  private readonly corked: Socket[] = [];

  hold(socket: Socket): void {
    socket.cork();
    if (this.corked.push(socket) === 1) setImmediate(() => this.flush());
  }

  private flush(): void {
    for (const socket of this.corked.splice(0)) socket.uncork();
  }
}

/** One WebSocket: bounded, and dead once it was told to close. */
export class LiveSocket {
  viewer: Viewer | null = null;
  /** It has answered since the last ping. */
  isAlive = true;
  private isClosing = false;

  constructor(
    readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly flush: Flush,
    private readonly slowBytes: number,
    private readonly onSlow: () => void,
  ) {}

  /** False: it is closed, or was now for being too slow. */
  send(frame: string): boolean {
    const { ws } = this;
    if (this.isClosing || ws.readyState !== ws.OPEN) return false;
    if (ws.bufferedAmount > this.slowBytes) {
      this.tooSlow();
      return false;
    }
    if (this.socket.writableCorked === 0) this.flush.hold(this.socket);
    ws.send(frame, SEND);
    return true;
  }

  /** The reader does not keep up; it comes back and resumes from its position. */
  tooSlow(): void {
    if (this.isClosing) return;
    this.onSlow();
    this.close(CLOSE.tryAgain);
  }

  close([code, reason]: readonly [number, string]): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.ws.close(code, reason);
    const timer = setTimeout(() => this.ws.terminate(), CLOSE_MS);
    this.ws.once('close', () => clearTimeout(timer));
  }

  /** Resolves when most of what was sent has been taken, or the socket is closed. */
  async drained(): Promise<void> {
    const { ws } = this;
    while (!this.isClosing && ws.readyState === ws.OPEN && ws.bufferedAmount > DRAINED_BYTES) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
  }
}
