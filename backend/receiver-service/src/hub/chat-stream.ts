import { ApiError, notFound, unavailable, type ChatEvent, type Position } from '@converge/domain';
import { positionOf, type Standing } from '../overlay/standing.js';
import type { ChatFeed } from './chat-feed.js';
import { isEvent, type FeedItem, type Ready, type Reset } from './feed-item.js';

export interface ChatStreamOptions {
  /** The feed to listen to, asked for once the viewer is known to be a member. */
  feed(): ChatFeed;
  /** The listener has left the feed. */
  released(feed: ChatFeed): void;
  chatId: string;
  viewerId: string;
  /** The viewer's place in the chat now; null: there is no such chat. `again`: what a list told counts no more. */
  standing(again: boolean, listed?: Standing): Promise<Standing | null>;
  log(after: number, upTo: number, limit: number): Promise<ChatEvent[] | null>;
  /** Hears everything in order. */
  onItem(item: FeedItem | Ready): void;
  /**
   * The viewer was taken out, or the chat removed. `unheard` is null where that event was the last item; else it was
   * among what was missed, and this Reset, to the last place told, is all that may still be said of the chat.
   */
  onEnd(unheard: Reset | null): void;
  /** It can't go on: the listener starts again. */
  onError(error: unknown): void;
  /** Resolves when more of a backlog may be passed on; a reader's slowness must not fill the memory. */
  drained?(): Promise<void>;
}

/** Live events kept during the start or a look; beyond it the log tells them, or a Reset does. */
const BUFFER_LIMIT = 500;
const BACKLOG_CHUNK = 100;

/**
 * One listener of a feed, for one viewer: registered before anything is read, so that nothing falls between the
 * backlog and what is live. In order: what was missed (or a Reset), Ready, live. It ends with the viewer's removal;
 * a Reset may stand for just that, so with each one everything waits until the membership was looked at again.
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
  /** Where the chat stood when the viewer was found to be a member of it. */
  private present: Position = this.sent;
  /** What waits, once live, for a look at the membership; null: nothing does. */
  private held: FeedItem[] | null = null;
  /** At which revision of the chat the viewer was last seen to be a member. */
  private memberAt = 0;
  private feed: ChatFeed | undefined;

  /** `listed`: what a list has just told of the viewer, as a member; forgotten once registered. */
  constructor(
    private readonly options: ChatStreamOptions,
    private listed?: Standing,
  ) {}

  /**
   * Registers, then looks whether the viewer may listen. Throws NOT_FOUND for a stranger, UNAVAILABLE.
   * A stranger is turned away before anything is begun for them; the look that counts is the one after.
   */
  async register(): Promise<Standing> {
    if (!this.listed) await this.look(false);
    if (this.state === 'ended') throw unavailable('The stream has ended.');
    this.feed = this.options.feed();
    this.feed.add(this.hear);
    try {
      this.sent = this.registeredAt = await this.feed.ready();
      const standing = await this.look(false);
      this.present = positionOf(standing);
      this.listed = undefined;
      return standing;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Begins to pass on: after `since` what was missed, else from the place of registering. */
  async start(since?: Position): Promise<void> {
    try {
      if (since) this.resumeFrom(since);
      await this.tellBacklog();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The viewer may have been removed without a word of it: looks, and ends if so. Everything waits meanwhile. */
  async recheck(): Promise<void> {
    if (this.state !== 'live' || this.held) return;
    this.held = [];
    await this.lookWhileHeld();
  }

  close(): void {
    this.state = 'ended';
    this.buffer = [];
    this.held = null;
    const { feed } = this;
    this.feed = undefined;
    feed?.remove(this.hear);
    if (feed) this.options.released(feed);
  }

  /** Throws NOT_FOUND unless the viewer may listen. */
  private async look(again: boolean): Promise<Standing> {
    const known = this.feed?.position;
    const standing = await this.options.standing(again, this.listed);
    if (!standing?.isMember) throw notFound('Chat');
    const { epoch, revision } = positionOf(standing);
    const isBehind = again && known?.epoch === epoch && revision < known.revision;
    // It could be older than the very removal it is asked for.
    if (isBehind) throw unavailable('The chat cannot be looked at right now; try again.');
    this.memberAt = revision;
    return standing;
  }

  private readonly hear = (item: FeedItem): void => {
    if (this.state === 'live') return this.held || item.type === 'Reset' ? this.hold(item) : this.tell(item);
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

  private hold(item: FeedItem): void {
    if (item.type !== 'Reset' && this.held && this.held.length < BUFFER_LIMIT) {
      this.held.push(item);
      return;
    }
    const isLooking = this.held !== null;
    // What is dropped here, too, a removal may have been among.
    this.held = [item.type === 'Reset' ? item : this.resetAt(this.feed!.position!)];
    if (!isLooking) void this.lookWhileHeld();
  }

  private async lookWhileHeld(): Promise<void> {
    try {
      let asked: FeedItem | undefined;
      do {
        asked = this.held?.[0];
        await this.look(true);
        // Another Reset has come first in line meanwhile: what it stands for may be newer than this look.
      } while (this.held?.[0] !== asked && this.held?.[0]?.type === 'Reset');
    } catch (error) {
      return this.fail(error);
    }
    const { held } = this;
    this.held = null;
    for (const item of held ?? []) this.tell(item);
  }

  private resumeFrom(since: Position): void {
    const { present } = this;
    const isAhead = since.epoch === present.epoch && since.revision > present.revision;
    if (since.epoch === this.sent.epoch && !isAhead) this.sent = since;
    else this.resetTo ??= this.resetAt(this.sent);
  }

  /** Until all that was passed on while this one was starting is either told or in an uncut buffer. */
  private async tellBacklog(): Promise<void> {
    let target = this.registeredAt;
    for (;;) {
      if (this.state === 'ended') throw unavailable('The stream has ended.');
      if (this.resetTo) await this.tellReset(this.resetTo);
      else if (this.isCut) {
        this.isCut = false;
        target = this.feed!.position!;
      } else if (this.sent.epoch === target.epoch && this.sent.revision < target.revision) {
        await this.tellChunk(target);
      } else return this.goLive(); // in this turn: nothing comes between the last look and being live
    }
  }

  private async tellChunk(target: Position): Promise<void> {
    const events = await this.options.log(this.sent.revision, target.revision, BACKLOG_CHUNK);
    if (this.resetTo) return;
    if (!events || events.length === 0) {
      this.resetTo = this.resetAt(target);
      return;
    }
    for (const event of events) this.tell(event);
    await this.options.drained?.();
  }

  private async tellReset(reset: Reset): Promise<void> {
    await this.look(true);
    if (this.resetTo !== reset) return; // a newer one, which this look may not know of
    this.resetTo = null;
    this.tell(reset);
  }

  private goLive(): void {
    const { epoch, revision } = this.sent;
    this.options.onItem({ type: 'Ready', at: { epoch, revision } });
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
    if (isEvent(item) && this.isLast(item)) this.end(null);
  }

  /** A removal from before the look at the membership was followed by a return: it is not the last. */
  private isLast(event: ChatEvent): boolean {
    if (event.revision <= this.memberAt) return false;
    if (event.type === 'ChatRemoved') return true;
    return event.type === 'ParticipantRemoved' && event.participant.userId === this.options.viewerId;
  }

  private end(unheard: Reset | null): void {
    this.close();
    this.options.onEnd(unheard);
  }

  private fail(error: unknown): void {
    if (this.state === 'ended') return;
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return this.end(this.resetAt(this.sent));
    this.close();
    this.options.onError(error);
  }

  private resetAt({ epoch, revision }: Position): Reset {
    return { type: 'Reset', chatId: this.options.chatId, position: { epoch, revision } };
  }
}
