import type { Chat, ChatChange, ChatChanges, Message, ReadCursor, Reset } from '../model';
import type { FeedReads, ListedChat, MessagesPage } from '../feed-reads';
import { isFirstPage } from '../message-run';

type Draft =
  | { __typename: 'MessageAdded'; message: Message; acceptedBy: string }
  | { __typename: 'MessageUpdated' | 'MessageDeleted'; message: Message }
  | { __typename: 'MessagesRead'; cursor: ReadCursor }
  | { __typename: 'ChatChanged'; chat: Chat }
  | { __typename: 'ParticipantAdded'; userId: string };

/**
 * One chat on a server that does everything right, for tests: each change has the next revision, reads answer the
 * state of the moment in which they are asked.
 */
export class ModelServer {
  readonly chatId = 'chat';
  /** What a subscriber is told, in order. */
  readonly log: (ChatChange | Reset)[] = [];
  epoch = 'one';
  private readonly state = new Map<number, Message>();
  private readonly changedAt = new Map<string, number>();
  readonly cursors = new Map<string, number>();
  chat: Chat;
  /** Redis does not answer: the chat is told as Postgres has it, with a place in no epoch, and `changes` is refused. */
  isSilent = false;
  private stored: { chat: Chat; cursors: ReadonlyMap<string, number> };

  constructor(participantIds: readonly string[]) {
    this.chat = {
      id: this.chatId,
      name: 'Room',
      description: null,
      chatType: 'group',
      participantIds: [...participantIds],
      isActive: true,
      createdBy: participantIds[0] ?? null,
      createdAt: instant(0),
      updatedAt: instant(0),
      lastSeq: 0,
      position: { epoch: this.epoch, revision: 1 },
    };
    for (const userId of participantIds) this.cursors.set(userId, 0);
    this.stored = this.now();
  }

  get revision(): number {
    return this.chat.position.revision;
  }

  messages(): Message[] {
    return [...this.state.values()].sort((a, b) => a.seq - b.seq);
  }

  send(senderId: string, content: string, clientMessageId: string | null = null): Message {
    const seq = this.chat.lastSeq + 1;
    const message: Message = {
      id: `m${seq}`,
      chatId: this.chatId,
      senderId,
      content,
      seq,
      revision: this.revision + 1,
      clientMessageId,
      isEdited: false,
      isDeleted: false,
      createdAt: instant(seq),
      editedAt: null,
    };
    this.chat = { ...this.chat, lastSeq: seq, updatedAt: message.createdAt };
    this.cursors.set(senderId, seq);
    this.putMessage('MessageAdded', message);
    return message;
  }

  edit(seq: number, content: string): void {
    const old = this.state.get(seq);
    if (!old || old.isDeleted) return;
    const edited = { ...old, content, isEdited: true, editedAt: instant(this.revision) };
    this.putMessage('MessageUpdated', { ...edited, revision: this.revision + 1 });
  }

  delete(seq: number): void {
    const old = this.state.get(seq);
    if (!old || old.isDeleted) return;
    this.putMessage('MessageDeleted', {
      ...old,
      content: null,
      isDeleted: true,
      revision: this.revision + 1,
    });
  }

  /** An operator forgets a message that could not be stored: its seq stays empty, and nobody is told. */
  discard(seq: number): Message | undefined {
    const message = this.state.get(seq);
    if (!message) return undefined;
    this.state.delete(seq);
    // Its author's cursor stays where the message has put it, and is told for itself.
    const { senderId, revision } = message;
    this.changedAt.set(senderId, Math.max(revision, this.changedAt.get(senderId) ?? 0));
    return message;
  }

  read(userId: string, upTo: number): void {
    const lastReadSeq = Math.min(upTo, this.chat.lastSeq);
    if (lastReadSeq <= (this.cursors.get(userId) ?? 0)) return;
    this.cursors.set(userId, lastReadSeq);
    this.changedAt.set(userId, this.revision + 1);
    this.happen({ __typename: 'MessagesRead', cursor: this.cursor(userId) });
  }

  rename(name: string): void {
    this.chat = { ...this.chat, name };
    this.changedAt.set('chat', this.revision + 1);
    this.happen({ __typename: 'ChatChanged', chat: this.chat });
  }

  join(userId: string): void {
    if (this.chat.participantIds.includes(userId)) return;
    this.chat = { ...this.chat, participantIds: [...this.chat.participantIds, userId] };
    this.cursors.set(userId, this.chat.lastSeq);
    this.changedAt.set(userId, this.revision + 1);
    this.changedAt.set('chat', this.revision + 1);
    this.happen({ __typename: 'ParticipantAdded', userId });
  }

  /** Redis came back from a restart: all places are of another life, and the messages after `lastSeq` may be lost. */
  restart(lastSeq = this.chat.lastSeq): void {
    this.epoch += '+';
    const position = { epoch: this.epoch, revision: this.revision };
    this.chat = { ...this.chat, lastSeq, position };
    for (const seq of [...this.state.keys()]) if (seq > lastSeq) this.state.delete(seq);
    for (const [userId, read] of this.cursors) this.cursors.set(userId, Math.min(read, lastSeq));
    this.log.push({ __typename: 'Reset', chatId: this.chatId, position });
  }

  /** Postgres has everything up to now. */
  persist(): void {
    this.stored = this.now();
  }

  private now() {
    return { chat: this.chat, cursors: new Map(this.cursors) };
  }

  private listed(viewerId: string): ListedChat {
    const { chat, cursors } = this.isSilent ? this.stored : this;
    const position = this.isSilent ? { ...chat.position, epoch: 'unknown' } : chat.position;
    return { chat: { ...chat, position }, lastReadSeq: cursors.get(viewerId) ?? 0 };
  }

  private putMessage(name: 'MessageAdded' | 'MessageUpdated' | 'MessageDeleted', message: Message): void {
    this.state.set(message.seq, message);
    const isNew = name === 'MessageAdded';
    this.happen(
      isNew ? { __typename: name, message, acceptedBy: 'sender-1' } : { __typename: name, message },
    );
  }

  private happen(draft: Draft): void {
    const position = { epoch: this.epoch, revision: this.revision + 1 };
    this.chat = { ...this.chat, position };
    const { participantIds: _, ...head } = this.chat;
    if (draft.__typename === 'ParticipantAdded') {
      this.log.push({ ...draft, chat: head, chatId: this.chatId, position });
      return;
    }
    const chat = 'chat' in draft ? { chat: this.chat } : {};
    this.log.push({ ...draft, ...chat, chatId: this.chatId, position });
  }

  private cursor(userId: string): ReadCursor {
    return { chatId: this.chatId, userId, lastReadSeq: this.cursors.get(userId) ?? 0, readAt: instant(0) };
  }

  page(limit: number, beforeSeq?: number): MessagesPage {
    const end = Math.min(this.chat.lastSeq, (beforeSeq ?? Infinity) - 1);
    const messages = this.messages().filter(({ seq }) => seq > end - limit && seq <= end);
    return { messages, isFirstPage: isFirstPage(messages, beforeSeq) };
  }

  /** Pages of three, so that `hasMore` is met in every test. */
  changes(since: { epoch: string; revision: number }): ChatChanges {
    const { position } = this.chat;
    const isServable = since.epoch === this.epoch;
    const changed = isServable ? this.changedSince(since.revision) : [];
    // What happened at one revision is never told in two parts.
    const end = changed[2]?.at ?? 0;
    const shown = changed.filter(({ at }, index) => index < 3 || at === end);
    const hasMore = changed.length > shown.length;
    return {
      position: hasMore ? { epoch: this.epoch, revision: end } : position,
      reset: !isServable,
      hasMore,
      chat: shown.some((change) => change.chat) ? this.chat : null,
      messages: shown.flatMap((change) => change.message ?? []),
      reads: shown.flatMap((change) => change.reads ?? []),
    };
  }

  private changedSince(revision: number) {
    type Changed = { at: number; message?: Message; reads?: ReadCursor; chat?: boolean };
    const messages: Changed[] = this.messages().map((message) => ({ at: message.revision, message }));
    const others: Changed[] = [...this.changedAt].map(([key, at]) =>
      key === 'chat' ? { at, chat: true } : { at, reads: this.cursor(key) },
    );
    return [...messages, ...others].filter(({ at }) => at > revision).sort((a, b) => a.at - b.at);
  }

  /** Reads whose answers are given through `answer`: late, in any order, but true for the moment of asking. */
  reads(viewerId: string, answer: <T>(value: T) => Promise<T>): FeedReads {
    const refused = () => Promise.reject(new TypeError('Redis does not answer'));
    return {
      chats: () => answer([this.listed(viewerId)]),
      chat: () => answer(this.listed(viewerId)),
      changes: (_, since) => (this.isSilent ? refused() : answer(this.changes(since))),
      latest: () => answer(this.page(4)),
    };
  }
}

/** The n-th minute of a day in 2026. */
export const instant = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString();
