import { newId, type ChatEvent, type ChatSignal, type MessageAdded, type Position } from '@converge/domain';
import type { FeedSource, FeedWatch } from '../hub/chat-feed.js';

/** A chat in memory, as a feed sees one: a log, a position, a channel that can be made to lose things. */
export class FakeChat implements FeedSource {
  readonly chatId = newId();
  epoch = 'e1';
  revision = 0;
  /** Events older than this many are gone from the log. */
  logLength = Infinity;
  events: ChatEvent[] = [];
  reads = { log: 0, position: 0 };
  private hearers = new Set<(signal: ChatSignal) => void>();

  /** When what was asked or published arrives; by default at once. */
  constructor(private readonly later: (what: string) => Promise<unknown> = () => Promise.resolve()) {}

  get position_(): Position {
    return { epoch: this.epoch, revision: this.revision };
  }

  get hearerCount(): number {
    return this.hearers.size;
  }

  async join(_chatId: string, onSignal: (signal: ChatSignal) => void): Promise<() => Promise<void>> {
    await this.later('join');
    this.hearers.add(onSignal);
    return async () => void this.hearers.delete(onSignal);
  }

  async position(): Promise<Position | null> {
    this.reads.position += 1;
    await this.later('position');
    return this.position_;
  }

  async log(_chatId: string, after: number, upTo: number, limit: number): Promise<ChatEvent[] | null> {
    this.reads.log += 1;
    await this.later('log');
    const kept = this.events.slice(-this.logLength).filter((event) => event.revision > after);
    const found = kept.slice(0, limit);
    const isDense = found.every((event, i) => event.revision === after + 1 + i);
    return isDense && (found.length === limit || after + found.length >= upTo) ? found : null;
  }

  /** A new message; `heard` false: the channel loses it. */
  send(heard = true): MessageAdded {
    this.revision += 1;
    const event = messageAdded(this.chatId, this.revision, this.epoch);
    this.events.push(event);
    if (heard) this.tell(event);
    return event;
  }

  /** What the channel says, to whoever listens when it arrives. */
  tell(signal: ChatSignal): void {
    void this.later('signal').then(() => {
      for (const hear of this.hearers) hear(signal);
    });
  }

  /** The same, but it arrives in this turn. */
  tellNow(signal: ChatSignal): void {
    for (const hear of this.hearers) hear(signal);
  }

  /** The hot store has lost its data or was restarted. */
  restart(epoch: string, revision = this.revision): void {
    this.epoch = epoch;
    this.revision = revision;
    this.events = [];
  }
}

export function messageAdded(
  chatId: string,
  revision: number,
  epoch = 'e1',
  senderId = 'someone',
): MessageAdded {
  const at = new Date(Date.UTC(2026, 0, 1) + revision * 1000).toISOString();
  return {
    type: 'MessageAdded',
    chatId,
    epoch,
    revision,
    at,
    message: {
      id: `m${revision}`,
      chatId,
      senderId,
      content: `message ${revision}`,
      clientMessageId: null,
      createdAt: at,
      editedAt: null,
      deletedAt: null,
      seq: revision,
      revision,
    },
  };
}

export const silentWatch: FeedWatch = { gapFilled: () => {}, reset: () => {}, failed: () => {} };

/** Lets everything that waits for nothing but its turn come to an end. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
