import type {
  ChatChange,
  ChatStateEvent,
  Message,
  ParticipantAdded,
  Persisted,
  Reset,
  ViewerEvent,
} from './model';
import { backoffMs, wait } from './backoff';
import { createCatchUp, Superseded, type IsCurrent } from './catch-up';
import { createCell, type Cell } from './cell';
import { applyEvent } from './chat-merge';
import { hasHole, newChatState, withStored } from './chat-state';
import type { ChatStore } from './chat-store';
import type { FeedReads } from './feed-reads';

type ChatFrame = ChatChange | Persisted | Reset;

export interface FeedStatus {
  /**
   * connecting: at the start, and for the moment that a reconnect takes. catching-up: connected, and reading what was missed.
   * offline: the browser says so, or a connection could not be made; it is tried again without end.
   */
  phase: 'connecting' | 'catching-up' | 'live' | 'offline';
  /** The receiver that serves the feed, as its Ready named it. */
  instance: string | null;
  /** When that Ready came, in milliseconds since the epoch; null while there is no connection. */
  connectedSince: number | null;
  /** How often the feed has been connected again. */
  reconnects: number;
}

/** What others want to hear of the feed. */
export interface FeedListener {
  /** Messages the server has, however they became known; may be told more than once. */
  onMessages(messages: readonly Message[]): void;
  /** A message that was accepted just now, and the sender that did, if it is known. */
  onArrival(message: Message, acceptedBy: string | null): void;
  onPersisted(messageIds: readonly string[]): void;
  /** Caught up and live again: what was accepted, but never confirmed, may have to be sent again. */
  onLive(): void;
  /** A message is known that cannot be shown: what is before it will not come by itself. The newest page tells. */
  onHole(chatId: string): void;
  /** The place in this chat could not be served: the server may have lost what it had only accepted. */
  onReset(chatId: string): void;
}

export interface Feed {
  readonly status: Cell<FeedStatus>;
  /** One frame of viewerEvents, in the order of arrival. */
  receive(event: ViewerEvent): void;
  /** The subscription is gone, or could not be made; a new Ready will begin the next one. */
  disconnected(): void;
  /** Whoever was offline has reason to hope. */
  retrying(): void;
  /** Resolves once no chat is being read any more; right after a reconnect that is when all that was missed is known. */
  settled(): Promise<void>;
  /** Reads a chat of which only the id is known, e.g. one that was just made. */
  learn(chatId: string): void;
  /** For good: whatever is being read is nobody's any more, and nothing is asked again. */
  stop(): void;
}

/**
 * Turns `viewerEvents` into the store's state. The subscription has no `since`, so after each Ready the list and the
 * changes of what differs are read while events wait; then they are applied, each once, by its revision:
 * known already = ignored, next = applied, beyond = `changes` first, other epoch = the chat is read afresh.
 */
export function createFeed(
  store: ChatStore,
  reads: FeedReads,
  listener: FeedListener,
  isOnline: () => boolean = () => true,
): Feed {
  const status = createCell<FeedStatus>({
    phase: 'connecting',
    instance: null,
    connectedSince: null,
    reconnects: 0,
  });
  const catchUp = createCatchUp(store, reads, {
    onRead: (state) => listener.onMessages(state.messages),
    onReset: listener.onReset,
  });
  /** Chats that are being read, with the frames that wait for it. */
  const lanes = new Map<string, ChatFrame[]>();
  /** Frames that wait for the list; null once live. */
  let waiting: ChatFrame[] | null = [];
  /** Reads under way, also those of a connection that is gone; they end by themselves. */
  const reading = new Set<Promise<void>>();
  let connection = 0;
  let hasConnected = false;
  let isStopped = false;

  const currency = () => {
    const mine = connection;
    return () => mine === connection;
  };

  /** Nothing that is being read counts any more. */
  function supersede(): void {
    connection++;
    waiting = [];
    lanes.clear();
  }

  function inLane(chatId: string, frames: ChatFrame[], read: (isCurrent: IsCurrent) => Promise<void>): void {
    lanes.set(chatId, frames);
    const work = throughLane(chatId, read);
    reading.add(work);
    void work.finally(() => reading.delete(work));
  }

  /** Reads, then handles the frames that were held. Never rejects: a lane that nobody ends would hold its chat for ever. */
  async function throughLane(chatId: string, read: (isCurrent: IsCurrent) => Promise<void>): Promise<void> {
    const isCurrent = currency();
    for (let attempt = 0; isCurrent(); attempt++) {
      const told = lanes.get(chatId)?.length ?? 0;
      try {
        await (attempt ? catchUp.afresh(chatId, isCurrent) : read(isCurrent));
        if (isCurrent()) leaveLane(chatId, told);
        return;
      } catch (error) {
        if (error instanceof Superseded || !isCurrent()) return;
        // Not the network's fault, that is waited for: what is known of the chat, or what was told, is not as it should be.
        console.error('A chat will be read afresh:', error);
        if (!lanes.has(chatId)) lanes.set(chatId, []);
      }
      await wait(backoffMs(attempt));
    }
  }

  function leaveLane(chatId: string, told: number): void {
    const held = lanes.get(chatId) ?? [];
    lanes.delete(chatId);
    // The read began after the first frames had come: if it found no chat, they are over too.
    for (const frame of store.get(chatId) ? held : sinceRejoining(held.slice(told))) handle(frame);
    lookForHole(chatId);
  }

  function lookForHole(chatId: string): void {
    const state = store.get(chatId);
    if (state && hasHole(state)) listener.onHole(chatId);
  }

  function handle(frame: ChatFrame): void {
    const lane = lanes.get(frame.chatId);
    if (lane) return void lane.push(frame);
    if (frame.__typename === 'Persisted') return persisted(frame);
    if (frame.__typename === 'Reset') return reset(frame);
    const known = store.get(frame.chatId)?.chat.position;
    if (!known) return meet(frame);
    const { epoch, revision } = frame.position;
    if (epoch !== known.epoch) return reset(frame);
    if (revision <= known.revision) return;
    if (revision === known.revision + 1) return apply(frame);
    const place = { epoch, revision: revision - 1 };
    inLane(frame.chatId, [frame], (isCurrent) => catchUp.changes(frame.chatId, place, isCurrent));
  }

  function apply(event: ChatChange): void {
    const isMine = event.__typename === 'ParticipantRemoved' && event.userId === store.viewerId;
    if (isMine || event.__typename === 'ChatRemoved') return store.drop(event.chatId);
    store.update(event.chatId, (state) => applyEvent(state, event));
    if (event.__typename !== 'MessageAdded') return;
    listener.onMessages([event.message]);
    listener.onArrival(event.message, event.acceptedBy);
    lookForHole(event.chatId);
  }

  function persisted(frame: Persisted): void {
    store.update(frame.chatId, (state) => withStored(state, frame.messageIds));
    listener.onPersisted(frame.messageIds);
  }

  /** The chat is read afresh; a change that was the reason is then applied, or already part of what was read. */
  function reset(frame: ChatChange | Reset): void {
    const isChange = frame.__typename !== 'Reset';
    const place = isChange ? { ...frame.position, revision: frame.position.revision - 1 } : null;
    const held = isChange ? [frame] : [];
    inLane(frame.chatId, held, (isCurrent) => catchUp.reset(frame.chatId, place, isCurrent));
  }

  /** An event of a chat that is not in the store: a new one, or one that the viewer has just left. */
  function meet(event: ChatChange): void {
    if (event.__typename === 'ChatRemoved' || event.__typename === 'ParticipantRemoved') return;
    // Only a chat that was just made tells who is in it; any other is read.
    if (event.__typename !== 'ChatCreated') return learn(event.chatId, [event]);
    store.put(newChatState(store.viewerId, { ...event.chat, position: event.position }, 0));
  }

  const learn = (chatId: string, held: ChatFrame[]) =>
    inLane(chatId, held, (isCurrent) => catchUp.afresh(chatId, isCurrent));

  /** An event from which on the viewer is in the chat. */
  const isBeginning = (frame: ChatFrame): frame is ChatStateEvent | ParticipantAdded =>
    frame.__typename === 'ChatCreated' ||
    (frame.__typename === 'ParticipantAdded' && frame.userId === store.viewerId);

  /** What is left to handle of a chat which the viewer turned out not to be in: only what came after joining anew. */
  function sinceRejoining(frames: readonly ChatFrame[]): readonly ChatFrame[] {
    const from = frames.findLastIndex(isBeginning);
    return frames.filter((frame, index) => frame.__typename === 'Persisted' || (from >= 0 && index >= from));
  }

  async function connected(instance: string): Promise<void> {
    const reconnects = status.get().reconnects + (hasConnected ? 1 : 0);
    hasConnected = true;
    status.set({ phase: 'catching-up', instance, connectedSince: Date.now(), reconnects });
    const isCurrent = currency();
    const behind = await catchUp.list(isCurrent);
    if (!isCurrent()) return;
    for (const chatId of behind) inLane(chatId, [], (still) => catchUp.changes(chatId, null, still));
    const held = waiting ?? [];
    waiting = null;
    for (const frame of held) handle(frame);
    status.set({ ...status.get(), phase: 'live' });
    // One that could not be filled before the cut.
    for (const { chat } of store.list()) if (!lanes.has(chat.id)) lookForHole(chat.id);
    listener.onLive();
  }

  return {
    status,
    receive(event) {
      if (isStopped) return;
      if (event.__typename !== 'Ready') {
        if (waiting) waiting.push(event);
        else handle(event);
        return;
      }
      connected(event.instance).catch((error: unknown) => {
        if (!(error instanceof Superseded)) throw error;
      });
    },
    async settled() {
      while (reading.size) await Promise.allSettled(reading);
    },
    learn(chatId) {
      if (!isStopped && !store.get(chatId) && !lanes.has(chatId)) learn(chatId, []);
    },
    stop() {
      isStopped = true;
      supersede();
    },
    disconnected() {
      supersede();
      const { phase, reconnects } = status.get();
      const wasConnected = phase === 'live' || phase === 'catching-up';
      const isReconnecting = wasConnected && isOnline();
      status.set({
        phase: isReconnecting ? 'connecting' : 'offline',
        instance: null,
        connectedSince: null,
        reconnects,
      });
    },
    retrying() {
      if (status.get().phase === 'offline') status.set({ ...status.get(), phase: 'connecting' });
    },
  };
}
