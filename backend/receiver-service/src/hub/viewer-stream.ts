import { ApiError, type Position } from '@converge/domain';
import type { Standing } from '../overlay/standing.js';
import type { ChatStream, ChatStreamOptions } from './chat-stream.js';
import type { FeedItem, Ready } from './feed-item.js';
import { backoffMs, pause } from './pause.js';

export interface ViewerStreamOptions {
  /** Resolves once the viewer's own channel is heard; calls back when the viewer may be in a new chat. */
  joinUser(onJoined: (chatId: string) => void): Promise<() => Promise<void>>;
  /** The viewer's chats now. Throws UNAVAILABLE while a store that must tell of them is away. */
  chats(): Promise<Standing[]>;
  /** Chats the viewer is probably in: what can be heard without their list. */
  probableChats(): Promise<string[]>;
  stream(
    chatId: string,
    /** What the list has just told of the chat. */
    listed: Standing | undefined,
    rest: Pick<ChatStreamOptions, 'onItem' | 'onEnd' | 'onError' | 'drained'>,
  ): ChatStream;
  onItem(item: FeedItem | Ready): void;
  /** A chat is heard from now on; called before anything of it is passed on. */
  onChat?(standing: Standing, isNew: boolean): void;
  onError(error: unknown): void;
  drained?(): Promise<void>;
  closed?(): void;
}

/** Items kept until Ready. */
const HELD_LIMIT = 5000;
/** Told to a chat's stream as where to resume from when that is not known: it becomes a Reset. */
const NOWHERE: Position = { epoch: '', revision: 0 };

const isUnavailable = (error: unknown) => error instanceof ApiError && error.code === 'UNAVAILABLE';

/** Every chat of a viewer, present and future, as one stream. Each chat has its own order; Ready when all are heard. */
export class ViewerStream {
  private readonly chats = new Map<string, ChatStream>();
  private held: FeedItem[] | null = [];
  private isReady = false;
  private isClosed = false;
  private isRechecking = false;
  private mustRecheck = false;
  private leave: (() => Promise<void>) | undefined;

  constructor(private readonly options: ViewerStreamOptions) {}

  /** Resolves when it has begun; Ready may come later while a store is away. Throws UNAVAILABLE without Redis. */
  async start(): Promise<void> {
    try {
      const leave = await this.options.joinUser((chatId) => void this.look(chatId));
      if (this.isClosed) return void leave().catch(this.options.onError);
      this.leave = leave;
      await this.reconcile();
      if (this.isClosed) return;
      this.isReady = true;
      this.options.onItem({ type: 'Ready', at: null });
      this.release();
      if (this.mustRecheck) void this.recheck();
    } catch (error) {
      if (this.isClosed) return;
      this.close();
      this.options.onError(error);
    }
  }

  close(): void {
    this.isClosed = true;
    this.held = null;
    for (const chat of this.chats.values()) chat.close();
    this.chats.clear();
    // Nothing to tell anybody if it fails: the channel is then heard for nothing until the process ends.
    this.leave?.().catch(() => undefined);
    this.options.closed?.();
  }

  /** The word of a new chat, or of the end of one, may have been lost with the connection. Tries until it can look. */
  async recheck(): Promise<void> {
    this.mustRecheck = true;
    if (!this.isReady || this.isRechecking) return;
    this.isRechecking = true;
    while (this.mustRecheck && !this.isClosed) {
      this.mustRecheck = false;
      await this.patiently(() => this.attachAll());
    }
    this.isRechecking = false;
  }

  /** Every chat; while a store is away those that can be heard all the same, and the rest when it is back. */
  private async reconcile(): Promise<void> {
    try {
      await this.attachAll();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await this.attachProbable();
      await this.patiently(() => this.attachAll());
    }
  }

  /** Hears every chat of the viewer that it does not hear yet; those not listed any more decide for themselves. */
  private async attachAll(): Promise<void> {
    const heard = [...this.chats];
    const standings = await this.options.chats();
    const listed = new Set(standings.map((standing) => standing.chat.id));
    for (const [chatId, stream] of heard) if (!listed.has(chatId)) void stream.recheck();
    await Promise.all(standings.map((standing) => this.attach(standing.chat.id, this.isReady, standing)));
  }

  /** While a store is away nobody knows all chats. Throws UNAVAILABLE where none can be heard: Redis is away too. */
  private async attachProbable(): Promise<void> {
    const ids = await this.options.probableChats();
    const attached = await Promise.allSettled(ids.map((chatId) => this.attach(chatId, false)));
    if (attached.length > 0 && attached.every((each) => each.status === 'rejected'))
      throw attached[0]!.reason;
    this.release();
  }

  /** The viewer may be in a chat that is not heard yet. */
  private look(chatId: string): Promise<void> {
    return this.patiently(() => this.attach(chatId, true));
  }

  /** Tries again for as long as a store is away. */
  private async patiently(act: () => Promise<void>): Promise<void> {
    for (let attempt = 0; !this.isClosed; attempt++) {
      try {
        return await act();
      } catch (error) {
        if (!isUnavailable(error)) return this.options.onError(error);
      }
      await pause(backoffMs(attempt));
    }
  }

  /** Does nothing where the viewer is no member. A new chat is told from where the viewer came into it. */
  private async attach(chatId: string, isNew: boolean, listed?: Standing): Promise<void> {
    if (this.isClosed || this.chats.has(chatId)) return;
    const stream = this.options.stream(chatId, listed, {
      onItem: (item) => this.hear(item),
      onEnd: (unheard) => {
        if (this.chats.get(chatId) === stream) this.chats.delete(chatId);
        // Whoever follows many chats would not notice that one has gone quiet.
        if (unheard) this.hear(unheard);
        // The viewer may be back already, and the word of it have come before the word of the removal.
        void this.look(chatId);
      },
      onError: (error) => this.options.onError(error),
      ...(this.options.drained && { drained: this.options.drained }),
    });
    this.chats.set(chatId, stream);
    try {
      const standing = await stream.register();
      if (this.isClosed) return stream.close();
      this.options.onChat?.(standing, isNew);
      await stream.start(isNew ? this.beginning(standing) : undefined);
    } catch (error) {
      if (this.chats.get(chatId) === stream) this.chats.delete(chatId);
      if (!(error instanceof ApiError && error.code === 'NOT_FOUND')) throw error;
    }
  }

  /** Right before the event that brought the viewer in, so that it comes too and nothing after it is missed. */
  private beginning({ epoch, memberSince }: Standing): Position {
    return memberSince === null ? NOWHERE : { epoch, revision: memberSince - 1 };
  }

  private hear(item: FeedItem | Ready): void {
    if (item.type === 'Ready') return;
    if (!this.held) return this.options.onItem(item);
    this.held.push(item);
    if (this.held.length <= HELD_LIMIT) return;
    this.close();
    this.options.onError(
      new ApiError('UNAVAILABLE', 'Too much happened before the stream was ready; try again.'),
    );
  }

  private release(): void {
    const { held } = this;
    this.held = null;
    for (const item of held ?? []) if (!this.isClosed) this.options.onItem(item);
  }
}
