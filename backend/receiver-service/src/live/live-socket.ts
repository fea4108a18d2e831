import type { Socket } from 'node:net';
import type { Origin, Viewer } from '@converge/domain';
import type { WebSocket } from 'ws';
import { textFrame } from './frame.js';

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

/**
 * One WebSocket: bounded, and dead once it was told to close. Frames of text go to the connection as they are: ws
 * would copy each once more, and without compression it holds nothing back that they could overtake.
 */
export class LiveSocket {
  viewer: Viewer | null = null;
  /** The request it was opened by: what goes wrong on it is told under its id. */
  origin: Origin = { requestId: '' };
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
    /** How many came before it: what is done to a part of the sockets at a time goes by it. */
    readonly number = 0,
  ) {}

  /** What is not urgent waits while so much is on its way, rather than fill the memory of each socket. */
  get isFull(): boolean {
    return this.socket.writableLength > this.slowBytes / 4;
  }

  /** False: it is closed, or was now for being too slow. */
  send(text: string): boolean {
    return this.sendFrame(textFrame(text));
  }

  /** The same of a whole frame, which may be everybody's: it is not written into. */
  sendFrame(frame: Buffer): boolean {
    const { ws, socket } = this;
    if (this.isClosing || ws.readyState !== ws.OPEN) return false;
    if (socket.writableLength > this.slowBytes) {
      this.tooSlow();
      return false;
    }
    if (socket.writableCorked === 0) this.flush.hold(socket);
    socket.write(frame);
    this.handed += frame.length;
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
    const { ws, socket } = this;
    const isOpen = () => !this.isClosing && ws.readyState === ws.OPEN;
    const limit = Math.min(DRAINED_BYTES, this.slowBytes / 4);
    let taken = this.handed - socket.writableLength;
    // Looks are counted, not milliseconds: while this process is busy nobody could have taken anything.
    for (let stalled = 0; isOpen() && socket.writableLength > limit; stalled++) {
      if (stalled > STALLED_POLLS) return this.tooSlow();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      const now = this.handed - socket.writableLength;
      if (now > taken) stalled = 0;
      taken = Math.max(now, taken);
    }
  }
}
