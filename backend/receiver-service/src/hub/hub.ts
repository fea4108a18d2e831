import { ApiError, unavailable } from '@converge/domain';
import type { Channels, HotReads } from '@converge/redis';
import type { Overlay } from '../overlay/overlay.js';
import type { Standing } from '../overlay/standing.js';
import { ChatFeed, type FeedSource, type FeedWatch } from './chat-feed.js';
import { ChatStream, type ChatStreamOptions } from './chat-stream.js';
import { within } from './pause.js';
import { ViewerStream, type ViewerStreamOptions } from './viewer-stream.js';

/** A feed without listeners is kept this long: people switch chats and come back. */
const LINGER_MS = 5000;
const JOIN_MS = 3000;
/** After a reconnect viewers look for chats they missed, spread over this long. */
const RECONCILE_SPREAD_MS = 2000;
/** Viewers whose chats are remembered for the time in which their list cannot be had. */
const REMEMBERED_VIEWERS = 5000;

type StreamCallbacks = Pick<ChatStreamOptions, 'onItem' | 'onEnd' | 'onError' | 'drained'>;

export interface HubOptions {
  channels: Pick<Channels, 'joinChat' | 'joinUser' | 'onReconnected'>;
  hot: Pick<HotReads, 'log' | 'touched'>;
  overlay: Overlay;
  watch: FeedWatch;
}

/** All live delivery of this process: one feed for each chat that somebody here listens to. */
export class Hub {
  private readonly feeds = new Map<string, ChatFeed>();
  private readonly viewers = new Set<ViewerStream>();
  private readonly remembered = new Map<string, string[]>();
  private readonly source: FeedSource;

  constructor(private readonly options: HubOptions) {
    const { channels, hot, overlay } = options;
    this.source = {
      join: (chatId, onSignal) => reached(channels.joinChat(chatId, onSignal)),
      position: (chatId) => reached(overlay.position(chatId)),
      log: (chatId, after, upTo, limit) => reached(hot.log(chatId, after, upTo, limit)),
    };
  }

  start(): void {
    this.options.channels.onReconnected(() => this.recheck());
  }

  /** Passes on nothing more. Channels are left with the connection. */
  stop(): void {
    for (const viewer of this.viewers) viewer.close();
    this.viewers.clear();
    for (const feed of this.feeds.values()) feed.stop({ leaving: false });
    this.feeds.clear();
  }

  get feedCount(): number {
    return this.feeds.size;
  }

  get listenerCount(): number {
    let count = 0;
    for (const feed of this.feeds.values()) count += feed.listenerCount;
    return count;
  }

  /** A listener of one chat; its `register` decides whether the viewer may. Nothing is done before that. */
  chat(chatId: string, viewerId: string, callbacks: StreamCallbacks, listed?: Standing): ChatStream {
    const options: ChatStreamOptions = {
      ...callbacks,
      chatId,
      viewerId,
      feed: () => this.feed(chatId),
      released: this.releasedFeed,
      standing: (again, known) =>
        this.options.overlay.currentStanding(chatId, viewerId, again ? 'primary' : known),
      log: (after, upTo, limit) => this.source.log(chatId, after, upTo, limit),
    };
    return new ChatStream(options, listed);
  }

  /** Every chat of a viewer. */
  viewer(
    viewerId: string,
    callbacks: Pick<ViewerStreamOptions, 'onItem' | 'onChat' | 'onError' | 'drained'>,
  ): ViewerStream {
    const { channels } = this.options;
    const viewer: ViewerStream = new ViewerStream({
      ...callbacks,
      joinUser: (onJoined) =>
        within(
          reached(channels.joinUser(viewerId, (signal) => onJoined(signal.chatId))),
          JOIN_MS,
          (leave) => void leave().catch(this.options.watch.failed),
        ),
      chats: () => this.chatsOf(viewerId),
      probableChats: () => this.probableChatsOf(viewerId),
      stream: (chatId, listed, rest) => this.chat(chatId, viewerId, rest, listed),
      closed: () => this.viewers.delete(viewer),
    });
    this.viewers.add(viewer);
    return viewer;
  }

  private feed(chatId: string): ChatFeed {
    let feed = this.feeds.get(chatId);
    if (feed) return feed;
    feed = new ChatFeed(chatId, this.source, this.options.watch);
    this.feeds.set(chatId, feed);
    return feed;
  }

  private readonly releasedFeed = (feed: ChatFeed): void => {
    if (feed.listenerCount > 0 || this.feeds.get(feed.chatId) !== feed) return;
    if (feed.hasFailed) return this.drop(feed);
    setTimeout(() => {
      if (feed.listenerCount === 0) this.drop(feed);
    }, LINGER_MS).unref();
  };

  private drop(feed: ChatFeed): void {
    if (this.feeds.get(feed.chatId) !== feed) return;
    this.feeds.delete(feed.chatId);
    feed.stop();
  }

  private recheck(): void {
    for (const feed of this.feeds.values()) void feed.recheck();
    for (const viewer of this.viewers) {
      setTimeout(() => void viewer.recheck(), Math.random() * RECONCILE_SPREAD_MS).unref();
    }
  }

  private async chatsOf(viewerId: string): Promise<Standing[]> {
    const standings = await this.options.overlay.standingsOf(viewerId, { isLive: true });
    this.remembered.delete(viewerId);
    this.remembered.set(
      viewerId,
      standings.map((standing) => standing.chat.id),
    );
    if (this.remembered.size > REMEMBERED_VIEWERS) {
      this.remembered.delete(this.remembered.keys().next().value!);
    }
    return standings;
  }

  private async probableChatsOf(viewerId: string): Promise<string[]> {
    const hints = await within(reached(this.options.hot.touched(viewerId)), JOIN_MS);
    return [...new Set([...hints, ...(this.remembered.get(viewerId) ?? [])])];
  }
}

/** Whatever Redis fails with is UNAVAILABLE to whoever wants to listen. */
async function reached<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof ApiError
      ? error
      : unavailable('Live delivery cannot be had right now; try again.', error);
  }
}
