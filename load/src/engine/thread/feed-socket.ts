import { WebSocket } from 'ws';
import { backoffMs } from './backoff.js';
import { VIEWER_EVENTS } from './documents.js';
import type { FeedEvent } from './feed-event.js';
import type { FrameReader } from './frame-reader.js';

const PROTOCOL = 'graphql-transport-ws';
const SUBSCRIBE = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: VIEWER_EVENTS } });
const CONNECT_WITHIN_MS = 15_000;
/** Receivers ping every 12 s. */
const SILENT_MS = 40_000;
const TOLD_CHARACTERS = 100;

export interface FeedSocketOptions {
  url: string;
  token(): string;
  reader: FrameReader;
  onEvent(event: FeedEvent): void;
  /** It was connected, and is not any more; another connection is on its way. */
  onCut(): void;
  onError(why: string): void;
}

/**
 * The one WebSocket of a person, with `viewerEvents` on it: graphql-transport-ws with as little as it takes, because
 * a thread hears tens of thousands of frames a second. It never gives up: what is cut comes back with jitter.
 */
export class FeedSocket {
  private ws: WebSocket | undefined;
  private attempt = 0;
  private isLive = false;
  private isStopped = false;
  private heardAt = 0;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: FeedSocketOptions) {}

  open(): void {
    const { url, reader } = this.options;
    const ws = new WebSocket(url.replace(/^http/, 'ws'), PROTOCOL, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      handshakeTimeout: CONNECT_WITHIN_MS,
    });
    this.ws = ws;
    this.heardAt = Date.now();
    ws.on('open', () => {
      const payload = { authorization: `Bearer ${this.options.token()}` };
      ws.send(JSON.stringify({ type: 'connection_init', payload }));
    });
    ws.on('message', (data) => this.heard(ws, reader.read(data as Buffer)));
    ws.on('ping', () => (this.heardAt = Date.now()));
    let broken: string | undefined;
    ws.on('error', (error) => (broken = (error as NodeJS.ErrnoException).code ?? error.message));
    ws.on('close', (code) => this.closed(broken ?? `closed ${code}`));
  }

  /** Cuts a connection on which nothing has come for long: its other end is gone without a word. */
  cutIfSilent(): void {
    if (this.ws?.readyState === WebSocket.OPEN && Date.now() - this.heardAt > SILENT_MS) this.ws.terminate();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.ws?.terminate();
  }

  private heard(ws: WebSocket, event: FeedEvent): void {
    this.heardAt = Date.now();
    if (event.kind === 'acknowledged') return ws.send(SUBSCRIBE);
    if (event.kind === 'ended') {
      this.options.onError(`FEED ended: ${event.why.slice(0, TOLD_CHARACTERS)}`);
      return ws.terminate();
    }
    if (event.kind === 'ready') {
      this.isLive = true;
      this.attempt = 0;
    }
    this.options.onEvent(event);
  }

  private closed(why: string): void {
    if (this.isStopped) return;
    this.options.onError(`FEED ${why}`);
    if (this.isLive) this.options.onCut();
    this.isLive = false;
    this.retry = setTimeout(() => this.open(), backoffMs(++this.attempt));
  }
}
