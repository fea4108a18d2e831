import { connect, type Socket } from 'node:net';
import { clientFrame, OPCODE, readFrames } from './frames.js';

export interface RawSocketEvents {
  onOpen(): void;
  /** A text frame's payload is `bytes[start, end)`; the bytes are overwritten as soon as this returns. */
  onText(bytes: Buffer, start: number, end: number): void;
  /** Once, however it ends; `why` in words. */
  onEnd(why: string): void;
}

/** All sockets of the process read into the same memory: what is read is dealt with before the next read. */
const SHARED = Buffer.alloc(1024 * 1024);
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * A WebSocket client for thousands of them in one process: no stream, no copy and no event per frame. It answers
 * pings, and leaves all else to its owner.
 */
export class RawSocket {
  private readonly socket: Socket;
  private isUpgraded = false;
  private hasEnded = false;
  /** What was read of a frame that is not whole yet. */
  private rest: Buffer | null = null;

  constructor(
    url: string,
    private readonly events: RawSocketEvents,
  ) {
    const { hostname, port, pathname } = new URL(url);
    const onread = {
      buffer: SHARED,
      callback: (length: number) => {
        this.read(length);
        return true;
      },
    };
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true, onread }, () =>
      this.socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Key: Y29udmVyZ2UtbG9hZC0wMQ==\r\nSec-WebSocket-Version: 13\r\n' +
          'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
      ),
    );
    this.socket.on('error', (error) => this.end(error.message));
    this.socket.on('close', () => this.end('the connection was closed'));
  }

  send(text: string): void {
    this.socket.write(clientFrame(OPCODE.text, text));
  }

  /** Without a goodbye, as when a network goes away. */
  cut(): void {
    this.socket.resetAndDestroy();
  }

  /** With a goodbye. */
  close(): void {
    this.socket.end(clientFrame(OPCODE.close, Buffer.from([0x03, 0xe8])));
  }

  private read(length: number): void {
    try {
      if (this.rest) this.readOn(Buffer.concat([this.rest, SHARED.subarray(0, length)]));
      else this.take(SHARED, length);
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
      this.socket.destroy();
    }
  }

  private readOn(bytes: Buffer): void {
    this.rest = null;
    this.take(bytes, bytes.length);
  }

  private take(bytes: Buffer, upTo: number): void {
    let from = 0;
    if (!this.isUpgraded) {
      const head = bytes.subarray(0, upTo).indexOf(HEAD_END);
      if (head < 0) return this.keep(bytes, 0, upTo);
      const line = bytes.toString('latin1', 0, bytes.indexOf('\r\n'));
      if (!line.includes(' 101 ')) throw new Error(`the upgrade was answered with ${line}`);
      this.isUpgraded = true;
      from = head + HEAD_END.length;
      this.events.onOpen();
    }
    const whole = readFrames(bytes, from, upTo, (opcode, start, end) => {
      if (opcode === OPCODE.text) this.events.onText(bytes, start, end);
      else this.control(opcode, bytes, start, end);
    });
    this.keep(bytes, whole, upTo);
  }

  private keep(bytes: Buffer, from: number, upTo: number): void {
    if (from < upTo) this.rest = Buffer.from(bytes.subarray(from, upTo));
  }

  private control(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === OPCODE.ping)
      this.socket.write(clientFrame(OPCODE.pong, Buffer.from(bytes.subarray(start, end))));
    if (opcode !== OPCODE.close) return;
    const code = end - start >= 2 ? bytes.readUInt16BE(start) : 1005;
    this.end(`closed with ${code} ${bytes.toString('utf8', start + 2, end)}`);
    this.socket.end();
  }

  private end(why: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.events.onEnd(why);
  }
}
