import { print } from 'graphql';
import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { ViewerEventsDocument, type ViewerEventsSubscription } from '../generated/receiver';
import { backoffMs, wait } from './backoff';
import type { ViewerEvent } from './model';

export interface FeedSocketOptions {
  url(): string;
  token(): string | null;
  renew(stale: string | null): Promise<boolean>;
  onEvent(event: ViewerEvent): void;
  /** The connection is gone; another is on its way. */
  onClosed(): void;
}

export interface FeedSocket {
  start(): void;
  stop(): void;
  /** Connects anew at once: to another receiver, or after a wait that has become pointless. */
  reconnect(): void;
}

/** The server's word that the token no longer holds. graphql-ws takes 4401 for fatal, so it is 4403. */
const TOKEN_REFUSED = 4403;
/** A connection that held so long was a good one: the next attempt begins with the shortest wait again. */
const GOOD_AFTER_MS = 10_000;
/** graphql-ws waits without end for a connection to open: one that hangs is given up for another attempt. */
const OPEN_WITHIN_MS = 8_000;
const PING_AFTER_MS = 12_000;
const PONG_WITHIN_MS = 8_000;

type ViewerFrame = FormattedExecutionResult<ViewerEventsSubscription>;

/**
 * The one WebSocket of the client, with the one subscription `viewerEvents` on it. It never gives up: it reconnects
 * with capped jitter, renews the token when the server refuses it, and starts over when graphql-ws calls a close fatal.
 */
export function createFeedSocket(options: FeedSocketOptions): FeedSocket {
  let client: Client | null = null;
  let isStopped = false;
  let attempt = 0;
  let connectedAt = 0;
  let sentToken: string | null = null;
  let refusedToken: string | null = null;
  let skipWait = () => {};
  let silence: ReturnType<typeof setTimeout> | undefined;

  /** Waits out the backoff; `reconnect` cuts it short. */
  async function pause(): Promise<void> {
    const skipped = new Promise<void>((resolve) => (skipWait = resolve));
    await Promise.race([wait(backoffMs(attempt++)), skipped]);
  }

  async function credentials(): Promise<{ authorization: string }> {
    if (isStopped) throw new Error('The feed was stopped.');
    const token = options.token();
    if (token === null || token === refusedToken) await options.renew(token);
    sentToken = options.token();
    return { authorization: `Bearer ${sentToken ?? ''}` };
  }

  function closed(code: number | undefined): void {
    if (code === TOKEN_REFUSED) refusedToken = sentToken;
    if (connectedAt && Date.now() - connectedAt > GOOD_AFTER_MS) attempt = 0;
    connectedAt = 0;
    clearTimeout(silence);
    options.onClosed();
  }

  function open(): void {
    const isCurrent = () => !isStopped && client === current;
    let opening: ReturnType<typeof setTimeout> | undefined;
    const current = createClient({
      url: options.url,
      connectionParams: credentials,
      lazy: false,
      keepAlive: PING_AFTER_MS,
      connectionAckWaitTimeout: PONG_WITHIN_MS,
      retryAttempts: Infinity,
      // A failed connection is told as an error event first; that, too, is worth another attempt.
      shouldRetry: () => true,
      retryWait: pause,
      onNonLazyError: (reason) => console.warn('The feed broke off:', reason),
      on: {
        connecting: () => (opening = setTimeout(() => current.terminate(), OPEN_WITHIN_MS)),
        opened: () => clearTimeout(opening),
        connected: () => (connectedAt = Date.now()),
        closed(event) {
          clearTimeout(opening);
          if (isCurrent()) closed((event as Partial<CloseEvent>).code);
        },
        ping: (isReceived) => isReceived || expectPong(current),
        pong: (isReceived) => isReceived && clearTimeout(silence),
      },
    });
    client = current;
    current.subscribe<ViewerEventsSubscription>(
      { query: print(ViewerEventsDocument) },
      {
        next: (frame) => isCurrent() && next(frame as ViewerFrame, current),
        error: (reason) => void startOver(reason, current),
        complete: () => void startOver('completed', current),
      },
    );
  }

  /** A ping without a pong: the network is gone, though no close has come. */
  function expectPong(current: Client): void {
    clearTimeout(silence);
    silence = setTimeout(() => current.terminate(), PONG_WITHIN_MS);
  }

  function next(frame: ViewerFrame, current: Client): void {
    if (frame.data) options.onEvent(frame.data.viewerEvents);
    // An event that could not be made is a hole: a new subscription reads what it was.
    if (frame.errors) void startOver(frame.errors, current);
  }

  async function startOver(reason: unknown, current: Client): Promise<void> {
    if (isStopped || client !== current) return;
    console.warn('The subscription ended and is begun anew:', reason);
    if (isUnauthenticated(reason)) refusedToken = sentToken;
    client = null;
    dispose(current);
    closed(undefined);
    await pause();
    if (!isStopped) open();
  }

  return {
    start: open,
    stop() {
      isStopped = true;
      clearTimeout(silence);
      if (client) dispose(client);
    },
    reconnect() {
      attempt = 0;
      client?.terminate();
      // terminate() leads to a wait of its own; the person has asked, so there is none.
      setTimeout(() => skipWait(), 0);
    },
  };
}

function dispose(client: Client): void {
  // Rejects if it was not connected: then there is nothing to close.
  Promise.resolve(client.dispose()).catch((reason: unknown) =>
    console.warn('The feed was closed before it was connected:', reason),
  );
}

const isUnauthenticated = (reason: unknown): boolean =>
  Array.isArray(reason) &&
  reason.some((error: { extensions?: { code?: string } }) => error.extensions?.code === 'UNAUTHENTICATED');
