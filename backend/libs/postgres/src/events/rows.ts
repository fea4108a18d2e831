import type { Chat, ChatEvent, Instant, Message, Participant, ReadCursor } from '@converge/domain';

/** What a batch says about one chat: the greatest counters, and the newest state if any event carried one. */
export interface ChatRow {
  id: string;
  revision: number;
  lastSeq: number;
  updatedAt: Instant | null;
  state: Chat | null;
}

/** What a batch says about one user in one chat: the newest membership, if any, and the highest watermark. */
export interface ParticipantRow {
  chatId: string;
  userId: string;
  membership: Participant | null;
  cursor: Watermark;
}

export type Watermark = Pick<ReadCursor, 'lastReadSeq' | 'readAt' | 'revision'>;

export interface ReadRow {
  chatId: string;
  userId: string;
  upToSeq: number;
  readAt: Instant;
}

/** The rows of a batch, one for each key, sorted by key: every worker locks them in the same order. */
export interface Rows {
  chats: ChatRow[];
  participants: ParticipantRow[];
  messages: Message[];
  reads: ReadRow[];
}

/** Folds events into the rows they prove. Pure; the same rows for the same events in any order. */
export function rowsOf(events: readonly ChatEvent[]): Rows {
  const fold = new Fold();
  for (const event of events) fold.add(event);
  return fold.rows();
}

class Fold {
  private readonly chats = new Map<string, ChatRow>();
  private readonly participants = new Map<string, ParticipantRow>();
  private readonly messages = new Map<string, Message>();
  private readonly reads = new Map<string, ReadRow>();

  add(event: ChatEvent): void {
    const chat = this.chatRow(event);
    switch (event.type) {
      case 'MessageAdded':
      case 'MessageUpdated':
      case 'MessageDeleted':
        return this.addMessage(chat, event.message);
      case 'MessagesRead':
        return this.addRead(event.cursor);
      case 'ChatCreated':
        addState(chat, event.chat);
        for (const userId of event.participantIds) this.addMembership(firstMembership(event, userId));
        return;
      case 'ChatChanged':
      case 'ChatRemoved':
        return addState(chat, event.chat);
      case 'ParticipantAdded':
        addState(chat, event.chat);
        return this.addMembership(event.participant);
      case 'ParticipantRemoved':
        return this.addMembership(event.participant);
    }
  }

  rows(): Rows {
    return {
      chats: sorted(this.chats),
      participants: sorted(this.participants),
      messages: sorted(this.messages),
      reads: sorted(this.reads),
    };
  }

  private chatRow({ chatId, revision }: ChatEvent): ChatRow {
    const row = this.chats.get(chatId) ?? { id: chatId, revision, lastSeq: 0, updatedAt: null, state: null };
    row.revision = Math.max(row.revision, revision);
    this.chats.set(chatId, row);
    return row;
  }

  private addMessage(chat: ChatRow, message: Message): void {
    chat.lastSeq = Math.max(chat.lastSeq, message.seq);
    chat.updatedAt = later(chat.updatedAt, message.createdAt);
    const { chatId, senderId, seq, createdAt, revision } = message;
    this.addWatermark(chatId, senderId, { lastReadSeq: seq, readAt: createdAt, revision });
    const known = this.messages.get(message.id);
    if (!known || known.revision < message.revision) this.messages.set(message.id, message);
  }

  private addRead(cursor: ReadCursor): void {
    const { chatId, userId, lastReadSeq: upToSeq, readAt } = cursor;
    this.addWatermark(chatId, userId, cursor);
    const key = `${chatId} ${userId} ${String(upToSeq).padStart(16, '0')}`;
    const known = this.reads.get(key);
    if (!known || readAt < known.readAt) this.reads.set(key, { chatId, userId, upToSeq, readAt });
  }

  private addMembership(participant: Participant): void {
    const { chatId, userId, joinedSeq, joinedAt, revision } = participant;
    const row = this.addWatermark(chatId, userId, { lastReadSeq: joinedSeq, readAt: joinedAt, revision });
    if (!row.membership || row.membership.revision < revision) row.membership = participant;
  }

  private addWatermark(chatId: string, userId: string, cursor: Watermark): ParticipantRow {
    const key = `${chatId} ${userId}`;
    const row = this.participants.get(key) ?? { chatId, userId, membership: null, cursor };
    if (isAhead(cursor, row.cursor)) row.cursor = cursor;
    this.participants.set(key, row);
    return row;
  }
}

/**
 * Which of two watermarks of a user stands in the row: the higher; of equals the one reached first. A total order,
 * so the winner does not depend on which came first. The SQL of the upsert says the same.
 * (A later edit of a message proves its author's watermark too, but with the edit's revision: the addition's is
 * smaller and wins whenever it comes.)
 */
export function isAhead(a: Watermark, b: Watermark): boolean {
  if (a.lastReadSeq !== b.lastReadSeq) return a.lastReadSeq > b.lastReadSeq;
  if (a.revision !== b.revision) return a.revision < b.revision;
  return a.readAt < b.readAt;
}

/** ChatCreated brings everybody in at the chat's present seq: 0, or more for a direct chat that comes back. */
function firstMembership(event: Extract<ChatEvent, { type: 'ChatCreated' }>, userId: string): Participant {
  const { chat, chatId, revision, at } = event;
  const role = chat.chatType === 'group' && userId === chat.createdBy ? 'admin' : 'member';
  return { chatId, userId, role, joinedAt: at, joinedSeq: chat.lastSeq, leftAt: null, revision };
}

function addState(row: ChatRow, chat: Chat): void {
  row.lastSeq = Math.max(row.lastSeq, chat.lastSeq);
  row.updatedAt = later(row.updatedAt, chat.updatedAt);
  if (!row.state || row.state.stateRevision < chat.stateRevision) row.state = chat;
}

/** Instants of one form compare as text. */
const later = (a: Instant | null, b: Instant): Instant => (a !== null && a > b ? a : b);

function sorted<Row>(rows: Map<string, Row>): Row[] {
  return [...rows.keys()].sort().map((key) => rows.get(key)!);
}
