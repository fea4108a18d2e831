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
/** A peer that has taken nothing for so many looks, about ten seconds, does not read. */
const STALLED_POLLS = 500;
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
  /** Bytes of frames handed over so far. */
  private handed = 0;
  private draining: Promise<void> | undefined;

  constructor(
    readonly ws: WebSocket,
    private readonly socket: Socket,
    private readonly flush: Flush,
    private readonly slowBytes: number,
    private readonly onSlow: () => void,
  ) {}

  /** What is not urgent waits while so much is on its way, rather than fill the memory of each socket. */
  get isFull(): boolean {
    return this.ws.bufferedAmount > this.slowBytes / 4;
  }

  /** False: it is closed, or was now for being too slow. */
  send(frame: string): boolean {
    const { ws } = this;
    if (this.isClosing || ws.readyState !== ws.OPEN) return false;
    const before = ws.bufferedAmount;
    if (before > this.slowBytes) {
      this.tooSlow();
      return false;
    }
    if (this.socket.writableCorked === 0) this.flush.hold(this.socket);
    ws.send(frame, SEND);
    this.handed += ws.bufferedAmount - before; // corked: nothing has left yet
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

  /** Resolves when most of what was sent has been taken, or the socket is closed: also for taking nothing at all. */
  drained(): Promise<void> {
    this.draining ??= this.drain().finally(() => (this.draining = undefined));
    return this.draining;
  }

  private async drain(): Promise<void> {
    const { ws } = this;
    const isOpen = () => !this.isClosing && ws.readyState === ws.OPEN;
    const limit = Math.min(DRAINED_BYTES, this.slowBytes / 4);
    let taken = this.handed - ws.bufferedAmount;
    // Looks are counted, not milliseconds: while this process is busy nobody could have taken anything.
    for (let stalled = 0; isOpen() && ws.bufferedAmount > limit; stalled++) {
      if (stalled > STALLED_POLLS) return this.tooSlow();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      const now = this.handed - ws.bufferedAmount;
      if (now > taken) stalled = 0;
      taken = Math.max(now, taken);
    }
  }
}
