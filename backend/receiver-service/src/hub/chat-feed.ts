import { notFound, unavailable, type ChatEvent, type ChatSignal, type Position } from '@converge/domain';
import { isEvent, judge, type FeedItem, type FeedListener } from './feed-item.js';
import { backoffMs, pause, within } from './pause.js';

/** What a feed needs of the world. All may reject while Redis or Postgres is away. */
export interface FeedSource {
  /** Resolves once everything published from then on is heard. */
  join(chatId: string, onSignal: (signal: ChatSignal) => void): Promise<() => Promise<void>>;
  /** Where the chat stands; null: there is none. */
  position(chatId: string): Promise<Position | null>;
  /** The events after a revision, at most `limit`, reaching `upTo` if fewer; null: it can't tell without a hole. */
  log(chatId: string, after: number, upTo: number, limit: number): Promise<ChatEvent[] | null>;
}

export interface FeedWatch {
  gapFilled(events: number): void;
  reset(): void;
  failed(error: unknown): void;
  /** Something is about to be passed on to so many; what it answers is called when that is done. */
  passing?(item: FeedItem, listeners: number): (() => void) | undefined;
  /** An event was passed on to all who listen; there are some. */
  delivered?(event: ChatEvent): void;
}

/** How long a start waits for Redis. */
const START_MS = 3000;
/** Signals kept while catching up; beyond it the log tells what they said. */
const QUEUE_LIMIT = 5000;
const LOG_CHUNK = 500;
const STOPPED = 'Live delivery of the chat has been stopped; try again.';

/**
 * One chat as this process hears it: every event once, by revision, without a hole, to every listener. It hears the
 * channel first and asks for the position then, so nothing falls in between; a hole is filled from the log before
 * anything later is passed on; what the log can't tell, or another epoch, becomes a Reset.
 */
export class ChatFeed {
  /** It could not be started, and never will be. */
  hasFailed = false;
  private readonly listeners = new Set<FeedListener>();
  private queue: ChatSignal[] = [];
  private place: Position | null = null;
  private isLive = false;
  private isStopped = false;
  private askedAgain = false;
  private starting: Promise<void> | undefined;
  private catchingUp: Promise<void> | undefined;
  private leave: (() => Promise<void>) | undefined;

  constructor(
    readonly chatId: string,
    private readonly source: FeedSource,
    private readonly watch: FeedWatch,
  ) {}

  get listenerCount(): number {
    return this.listeners.size;
  }

  add(listener: FeedListener): void {
    this.listeners.add(listener);
  }

  remove(listener: FeedListener): void {
    this.listeners.delete(listener);
  }

  /** Resolves with the revision up to which everything was passed on. Throws UNAVAILABLE when that takes too long. */
  async ready(): Promise<Position> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.hasFailed = true;
      throw error;
    });
    await this.starting;
    while (this.catchingUp) await within(this.catchingUp, START_MS);
    return this.place!;
  }

  /** Where it stands; null before it is ready. */
  get position(): Position | null {
    return this.place;
  }

  /** Compares with the store: after a lost connection signals may be missing. Never rejects: tries until it works. */
  recheck(): Promise<void> {
    if (this.catchingUp || !this.place) {
      this.askedAgain = true;
      return this.catchingUp ?? Promise.resolve();
    }
    this.isLive = false;
    this.catchingUp = this.catchUp();
    return this.catchingUp;
  }

  /** Not `leaving`: the connection is about to be closed anyway. */
  stop({ leaving } = { leaving: true }): void {
    this.isStopped = true;
    this.isLive = false;
    this.listeners.clear();
    this.queue = [];
    if (leaving) this.leave?.().catch((error: unknown) => this.watch.failed(error));
  }

  private async start(): Promise<void> {
    const joining = this.source.join(this.chatId, (signal) => this.hear(signal));
    this.leave = await within(joining, START_MS, (leave) => void leave().catch(this.watch.failed));
    if (this.isStopped) {
      // stop() came before there was anything to leave.
      this.leave().catch((error: unknown) => this.watch.failed(error));
      throw unavailable(STOPPED);
    }
    const place = await within(this.source.position(this.chatId), START_MS);
    if (!place) throw notFound('Chat');
    if (this.isStopped) throw unavailable(STOPPED);
    this.place = place;
    this.isLive = true;
    this.drain();
    if (this.askedAgain) void this.recheck();
  }

  private hear(signal: ChatSignal): void {
    if (this.isStopped) return;
    if (this.isLive) {
      if (!this.accept(signal)) {
        this.queue.push(signal);
        void this.recheck();
      }
      return;
    }
    this.queue.push(signal);
    if (this.queue.length <= QUEUE_LIMIT) return;
    this.queue = [];
    this.askedAgain = true;
  }

  /** False: something before it is missing. */
  private accept(signal: ChatSignal): boolean {
    if (!isEvent(signal)) {
      this.pass(signal);
      return true;
    }
    switch (judge(this.place!, signal)) {
      case 'had':
        return true;
      case 'next':
        this.place = { epoch: signal.epoch, revision: signal.revision };
        this.pass(signal);
        return true;
      default:
        return false;
    }
  }

  /** Passes on what came meanwhile; what still has a hole before it starts another catching up. */
  private drain(): void {
    const { queue } = this;
    for (let i = 0; i < queue.length; i++) {
      if (this.accept(queue[i]!)) continue;
      this.queue = queue.slice(i);
      void this.recheck();
      return;
    }
    this.queue = [];
  }

  private async catchUp(): Promise<void> {
    for (let attempt = 0; !this.isStopped; attempt++) {
      this.askedAgain = false;
      try {
        await this.fill();
      } catch (error) {
        this.watch.failed(error);
        await pause(backoffMs(attempt));
        continue;
      }
      if (this.askedAgain) continue;
      // In the same turn as the last look at the queue: what comes next is live.
      this.catchingUp = undefined;
      this.isLive = !this.isStopped;
      this.drain();
      return;
    }
  }

  private async fill(): Promise<void> {
    const heard = new Set(this.queue);
    const present = await this.source.position(this.chatId);
    if (this.isStopped) return;
    if (present && present.epoch !== this.place!.epoch) this.reset(present);
    else if (present) await this.fillUpTo(Math.max(present.revision, this.firstMissing()));
    // What was heard before the look and is still of another epoch belongs to a life that is over.
    this.queue = this.queue.filter(
      (signal) => !heard.has(signal) || !isEvent(signal) || signal.epoch === this.place!.epoch,
    );
  }

  private async fillUpTo(target: number): Promise<void> {
    const { epoch, revision: from } = this.place!;
    while (this.place!.revision < target) {
      const before = this.place!.revision;
      const events = await this.source.log(this.chatId, before, target, LOG_CHUNK);
      if (this.isStopped) return;
      for (const event of events ?? []) this.accept(event);
      if (this.place!.revision === before) return this.reset({ epoch, revision: target });
    }
    if (this.place!.revision > from) this.watch.gapFilled(this.place!.revision - from);
  }

  /** The revision right before the first queued event that can't be passed on yet; 0: there is none. */
  private firstMissing(): number {
    const { epoch, revision } = this.place!;
    const ahead = this.queue
      .filter((signal) => isEvent(signal))
      .filter((event) => event.epoch === epoch && event.revision > revision)
      .map((event) => event.revision);
    return ahead.length === 0 ? 0 : Math.min(...ahead) - 1;
  }

  private reset(place: Position): void {
    this.place = place;
    this.watch.reset();
    this.pass({ type: 'Reset', chatId: this.chatId, position: place });
  }

  private pass(item: FeedItem): void {
    const passed = this.watch.passing?.(item, this.listeners.size);
    for (const listener of this.listeners) {
      try {
        listener(item);
      } catch (error) {
        this.watch.failed(error);
      }
    }
    passed?.();
    if (isEvent(item) && this.listeners.size > 0) this.watch.delivered?.(item);
  }
}
