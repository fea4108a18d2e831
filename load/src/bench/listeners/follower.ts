import type { FollowerSpec, Known } from './commands.js';
import { findMark, markNumber } from './marks.js';
import { RawSocket } from './raw-socket.js';

interface Position {
  epoch: string;
  revision: number;
}
interface Message {
  seq: number;
  content: string;
}
interface Event {
  __typename: string;
  position?: Position;
  at?: Position | null;
  message?: Message;
}
interface Frame {
  id?: string;
  type: string;
  payload?: {
    data?: { chatEvents?: Event; viewerEvents?: Event; changes?: Changes };
    errors?: unknown;
  };
}
interface Changes {
  position: Position;
  reset: boolean;
  hasMore: boolean;
  messages: Message[];
}

const EVENT = `__typename
  ... on MessageAdded { position { epoch revision } message { seq content } }
  ... on Persisted { messageIds }
  ... on Reset { position { epoch revision } }
  ... on Ready { at { epoch revision } }`;
const CHAT = `subscription ($chatId: ID!, $since: PositionInput) { chatEvents(chatId: $chatId, since: $since) { ${EVENT} } }`;
const VIEWER = `subscription { viewerEvents { ${EVENT} } }`;
const CHANGES = `query ($chatId: ID!, $since: PositionInput!) {
  changes(chatId: $chatId, since: $since) { position { epoch revision } reset hasMore messages { seq content } } }`;
/** What a client does that was turned away: it comes again soon, but not with all the others. */
const RETRY_WITHIN_MS = 200;
const MOST_ATTEMPTS = 20;
const EVENTS_ID = 'events';
const CHANGES_ID = 'changes';

/** A client that knows its chat: it remembers its position, resumes from there, and notices what is missing or comes twice. */
export class Follower {
  /** The number of the last mark it knows. */
  last = 0;
  lost = 0;
  doubled = 0;
  resets = 0;
  connectAttempts = 0;
  private position: Position | null = null;
  private socket: RawSocket | null = null;
  private isLive = false;
  private waiting: { upTo: number; resolve(): void; reject(error: Error): void } | null = null;

  constructor(
    private readonly spec: FollowerSpec,
    private readonly onEnd: (why: string) => void,
  ) {}

  /** Connects, again and again if it must, and resolves when it is live and knows mark `upTo`. */
  connect(upTo: number): Promise<void> {
    const done = new Promise<void>((resolve, reject) => (this.waiting = { upTo, resolve, reject }));
    this.attempt(1);
    return done;
  }

  private attempt(nth: number): void {
    this.connectAttempts += 1;
    this.isLive = false;
    const socket = new RawSocket(this.spec.url, {
      onOpen: () => {
        const payload = { authorization: `Bearer ${this.spec.token}` };
        socket.send(JSON.stringify({ type: 'connection_init', payload }));
      },
      onText: (bytes, start, end) => this.hear(JSON.parse(bytes.toString('utf8', start, end)) as Frame),
      onEnd: (why) => {
        if (this.socket !== socket) return; // it was cut on purpose
        if (this.waiting && nth < MOST_ATTEMPTS)
          setTimeout(() => this.attempt(nth + 1), Math.random() * RETRY_WITHIN_MS);
        else this.fail(`lost its connection: ${why}`);
      },
    });
    this.socket = socket;
  }

  /** The network goes away. */
  cut(): void {
    const { socket } = this;
    this.socket = null;
    this.isLive = false;
    socket?.cut();
  }

  private hear(frame: Frame): void {
    if (
      frame.payload?.errors ||
      frame.type === 'error' ||
      (frame.type === 'complete' && frame.id === EVENTS_ID)
    )
      return this.fail(`was told ${JSON.stringify(frame).slice(0, 300)}`);
    if (frame.type === 'connection_ack') return this.subscribe();
    const { data } = frame.payload ?? {};
    const event = data?.chatEvents ?? data?.viewerEvents;
    if (event) this.hearEvent(event);
    if (data?.changes) this.catchUp(data.changes);
    this.check();
  }

  private subscribe(): void {
    const { chatId, way } = this.spec;
    if (way === 'changes') return this.ask(EVENTS_ID, VIEWER, {});
    this.ask(EVENTS_ID, CHAT, { chatId, ...(this.position && { since: this.position }) });
  }

  private hearEvent(event: Event): void {
    if (event.__typename === 'Ready') {
      if (this.spec.way === 'log') {
        this.position ??= event.at ?? null;
        this.isLive = true;
      } else if (this.position) this.askChanges(this.position);
      else this.isLive = true; // there was nothing before
    } else if (event.__typename === 'Reset') this.resets += 1;
    else if (event.message) {
      this.know(event.message);
      // Of an event that comes before the answer to `changes` the position says nothing of those before it.
      if (this.isLive || this.spec.way === 'log') this.position = event.position!;
    }
  }

  private askChanges(since: Position): void {
    this.ask(CHANGES_ID, CHANGES, { chatId: this.spec.chatId, since });
  }

  private catchUp({ position, reset, hasMore, messages }: Changes): void {
    if (reset) this.resets += 1;
    for (const message of messages) this.know(message);
    this.position = position;
    if (hasMore) this.askChanges(position);
    else this.isLive = true;
  }

  private know({ content }: Message): void {
    const bytes = Buffer.from(content);
    const mark = findMark(bytes, 0, bytes.length, 0);
    if (mark < 0) return;
    const number = markNumber(bytes, mark);
    if (number <= this.last) this.doubled += 1;
    else {
      this.lost += number - this.last - 1;
      this.last = number;
    }
  }

  private check(): void {
    if (!this.waiting || !this.isLive || this.last < this.waiting.upTo) return;
    this.waiting.resolve();
    this.waiting = null;
  }

  private ask(id: string, query: string, variables: object): void {
    this.socket?.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  }

  private fail(what: string): void {
    this.waiting?.reject(new Error(`a follower ${what}`));
    this.waiting = null;
    this.cut();
    this.onEnd(what);
  }
}

/** What all of them have wrong. */
export const wrongOf = (followers: readonly Follower[]): Known => ({
  lost: sum(followers, (each) => each.lost),
  doubled: sum(followers, (each) => each.doubled),
  resets: sum(followers, (each) => each.resets),
  quietest: followers.reduce((least, each) => Math.min(least, each.last), Infinity),
});

const sum = (followers: readonly Follower[], of: (each: Follower) => number): number =>
  followers.reduce((total, each) => total + of(each), 0);
