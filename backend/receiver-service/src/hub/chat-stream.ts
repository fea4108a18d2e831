import { notFound, unavailable, type ChatEvent, type Position } from '@converge/domain';
import { positionOf, type Standing } from '../overlay/standing.js';
import type { ChatFeed } from './chat-feed.js';
import { isEvent, type FeedItem, type Ready, type Reset } from './feed-item.js';

export interface ChatStreamOptions {
  /** The feed to listen to, asked for once the viewer is known to be a member. */
  feed(): ChatFeed;
  /** The listener has left the feed. */
  released(feed: ChatFeed): void;
  viewerId: string;
  /** A list has just told that the viewer is a member. */
  isVouchedFor?: boolean;
  /** The viewer's place in the chat now; null: there is no such chat. */
  standing(): Promise<Standing | null>;
  log(after: number, upTo: number, limit: number): Promise<ChatEvent[] | null>;
  /** Hears everything in order. */
  onItem(item: FeedItem | Ready): void;
  /** The viewer was taken out, or the chat removed; that event was the last item. */
  onEnd(): void;
  /** It can't go on: the listener starts again. */
  onError(error: unknown): void;
  /** Resolves when more of a backlog may be passed on; a reader's slowness must not fill the memory. */
  drained?(): Promise<void>;
}

/** Live events kept during the start; beyond it the log tells them. */
const BUFFER_LIMIT = 500;
const BACKLOG_CHUNK = 100;

/**
 * One listener of a feed, for one viewer: registered before anything is read, so that nothing falls between the
 * backlog and what is live. In order: what was missed (or a Reset), Ready, live. It ends with the viewer's removal.
 */
export class ChatStream {
  private state: 'starting' | 'live' | 'ended' = 'starting';
  private buffer: FeedItem[] = [];
  /** The buffer was cut: what it lacks is in the log. */
  private isCut = false;
  private resetTo: Reset | null = null;
  private sent: Position = { epoch: '', revision: 0 };
  /** Everything after it was heard by this listener. */
  private registeredAt: Position = this.sent;
  private standing: Standing | undefined;
  private feed: ChatFeed | undefined;

  constructor(private readonly options: ChatStreamOptions) {}

  /**
   * Registers, then looks whether the viewer may listen. Throws NOT_FOUND for a stranger, UNAVAILABLE.
   * A stranger is turned away before anything is begun for them; the look that counts is the one after.
   */
  async register(): Promise<Standing> {
    if (!this.options.isVouchedFor) await this.membership();
    if (this.state === 'ended') throw unavailable('The stream has ended.');
    this.feed = this.options.feed();
    this.feed.add(this.hear);
    try {
      this.sent = this.registeredAt = await this.feed.ready();
      this.standing = await this.membership();
      return this.standing;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private async membership(): Promise<Standing> {
    const standing = await this.options.standing();
    if (!standing?.isMember) throw notFound('Chat');
    return standing;
  }

  /** Begins to pass on: after `since` what was missed, else from the place of registering. */
  async start(since?: Position): Promise<void> {
    try {
      if (since) this.resumeFrom(since);
      await this.tellBacklog();
      const { epoch, revision } = this.sent;
      this.options.onItem({ type: 'Ready', at: { epoch, revision } });
      this.goLive();
    } catch (error) {
      if (this.state === 'ended') return;
      this.close();
      this.options.onError(error);
    }
  }

  close(): void {
    this.state = 'ended';
    this.buffer = [];
    const { feed } = this;
    this.feed = undefined;
    feed?.remove(this.hear);
    if (feed) this.options.released(feed);
  }

  private readonly hear = (item: FeedItem): void => {
    if (this.state === 'live') return this.tell(item);
    if (item.type === 'Reset') {
      this.resetTo = item;
      this.buffer = [];
      this.isCut = false;
      return;
    }
    this.buffer.push(item);
    if (this.buffer.length <= BUFFER_LIMIT) return;
    this.buffer = this.buffer.filter((each) => !isEvent(each)).slice(-BUFFER_LIMIT);
    this.isCut = true;
  };

  private resumeFrom(since: Position): void {
    const present = positionOf(this.standing!);
    const isAhead = since.epoch === present.epoch && since.revision > present.revision;
    if (since.epoch === this.sent.epoch && !isAhead) this.sent = since;
    else this.resetTo ??= { type: 'Reset', chatId: this.standing!.chat.id, position: this.sent };
  }

  /** Until all that was passed on while this one was starting is either told or in an uncut buffer. */
  private async tellBacklog(): Promise<void> {
    let target = this.registeredAt;
    for (;;) {
      if (this.state === 'ended') throw unavailable('The stream has ended.');
      if (this.resetTo) this.tellReset(this.resetTo);
      else if (this.isCut) {
        this.isCut = false;
        target = this.feed!.position!;
      } else if (this.sent.epoch !== target.epoch || this.sent.revision >= target.revision) return;
      else await this.tellChunk(target);
    }
  }

  private async tellChunk(target: Position): Promise<void> {
    const events = await this.options.log(this.sent.revision, target.revision, BACKLOG_CHUNK);
    if (this.resetTo) return;
    if (!events || events.length === 0) {
      this.resetTo = { type: 'Reset', chatId: this.standing!.chat.id, position: target };
      return;
    }
    for (const event of events) this.tell(event);
    await this.options.drained?.();
  }

  private tellReset(reset: Reset): void {
    this.resetTo = null;
    this.tell(reset);
  }

  private goLive(): void {
    if (this.state === 'ended') return;
    this.state = 'live';
    const { buffer } = this;
    this.buffer = [];
    for (const item of buffer) this.tell(item);
  }

  private tell(item: FeedItem): void {
    if (this.state === 'ended') return;
    if (isEvent(item)) {
      if (item.epoch === this.sent.epoch && item.revision <= this.sent.revision) return;
      this.sent = item; // an event is its own position; no object is made per listener and event
    } else if (item.type === 'Reset') this.sent = item.position;
    this.options.onItem(item);
    if (isEvent(item) && this.isLast(item)) {
      this.close();
      this.options.onEnd();
    }
  }

  /** A removal from before the look at the membership was followed by a return: it is not the last. */
  private isLast(event: ChatEvent): boolean {
    if (event.revision <= this.standing!.chat.revision) return false;
    if (event.type === 'ChatRemoved') return true;
    return event.type === 'ParticipantRemoved' && event.participant.userId === this.options.viewerId;
  }
}
