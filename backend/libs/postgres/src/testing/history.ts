import {
  newId,
  type Chat,
  type ChatEvent,
  type ChatType,
  type Message,
  type Participant,
} from '@converge/domain';
import type { Watermark } from '../events/rows.js';

/** One thing that somebody does in a chat; numbers choose among what there is, so that any step is possible. */
export interface Step {
  does: 'send' | 'edit' | 'delete' | 'read' | 'join' | 'leave' | 'rename' | 'remove';
  who: number;
  what: number;
}

type EventBody<E = ChatEvent> = E extends ChatEvent ? Omit<E, 'chatId' | 'epoch' | 'revision' | 'at'> : never;

/**
 * A chat as the hot store keeps it, in the fewest words: assigns dense revisions and seqs and says what each step
 * changes. The rows of its events must end as this ends.
 */
export class ChatHistory {
  readonly events: ChatEvent[] = [];
  readonly members = new Map<string, Participant>();
  readonly cursors = new Map<string, Watermark>();
  readonly messages: Message[] = [];
  chat: Chat;
  private revision = 0;
  private clock: number;

  constructor(
    chatType: ChatType,
    private readonly people: string[],
    startsAt = Date.UTC(2026, 0, 1),
  ) {
    this.clock = startsAt;
    const [createdBy] = people as [string];
    const at = this.nextInstant();
    this.chat = {
      ...{ id: newId(), name: null, description: null, chatType, isActive: true, createdBy },
      ...{ createdAt: at, updatedAt: at, lastSeq: 0, revision: 1, stateRevision: 1 },
    };
    const first = people.slice(0, chatType === 'direct' ? 2 : Math.max(2, people.length - 2));
    this.create(first, at);
  }

  take({ does, who, what }: Step): void {
    const actor = [...this.members.keys()][who % Math.max(1, this.members.size)];
    if (!this.chat.isActive || !actor) return this.revive();
    switch (does) {
      case 'send':
        return this.send(actor, what);
      case 'edit':
        return this.change(what, 'MessageUpdated');
      case 'delete':
        return this.change(what, 'MessageDeleted');
      case 'read':
        return this.read(actor, 1 + (what % Math.max(1, this.chat.lastSeq)));
      case 'join':
        return this.join(this.people[what % this.people.length] as string);
      case 'leave':
        return this.leave(actor);
      case 'rename':
        return this.changeChat('ChatChanged', { name: `name ${what}` });
      case 'remove':
        return what % 4 === 0 ? this.changeChat('ChatRemoved', { isActive: false }) : undefined;
    }
  }

  send(senderId: string, what: number): void {
    const [seq, revision, createdAt] = [this.chat.lastSeq + 1, this.revision + 1, this.nextInstant()];
    const message: Message = {
      ...{
        id: newId(),
        chatId: this.chat.id,
        senderId,
        content: `message ${what}`,
        createdAt,
        seq,
        revision,
      },
      ...{ clientMessageId: what % 2 === 0 ? newId() : null, editedAt: null, deletedAt: null },
    };
    this.messages.push(message);
    this.chat = { ...this.chat, lastSeq: seq, updatedAt: createdAt };
    this.raise(senderId, { lastReadSeq: seq, readAt: createdAt, revision });
    this.record({ type: 'MessageAdded', message });
  }

  read(userId: string, lastReadSeq: number): void {
    const known = this.cursors.get(userId)?.lastReadSeq ?? 0;
    if (lastReadSeq > this.chat.lastSeq || lastReadSeq <= known) return;
    const cursor = {
      chatId: this.chat.id,
      userId,
      lastReadSeq,
      readAt: this.nextInstant(),
      revision: this.revision + 1,
    };
    this.raise(userId, cursor);
    this.record({ type: 'MessagesRead', cursor, unreadCount: this.chat.lastSeq - lastReadSeq });
  }

  private change(what: number, type: 'MessageUpdated' | 'MessageDeleted'): void {
    const index = what % Math.max(1, this.messages.length);
    const before = this.messages[index];
    if (!before || before.deletedAt !== null) return;
    const [at, revision] = [this.nextInstant(), this.revision + 1];
    const message =
      type === 'MessageUpdated'
        ? { ...before, content: `edited ${what}`, editedAt: at, revision }
        : { ...before, content: null, deletedAt: at, revision };
    this.messages[index] = message;
    this.record({ type, message });
  }

  private join(userId: string): void {
    if (this.chat.chatType === 'direct' || this.members.has(userId)) return;
    const participant = this.member(userId, this.nextInstant());
    this.chat = { ...this.chat, updatedAt: participant.joinedAt };
    this.record({
      type: 'ParticipantAdded',
      participant,
      chat: { ...this.chat, revision: participant.revision },
    });
  }

  private leave(userId: string): void {
    if (this.chat.chatType === 'direct') return;
    const member = this.members.get(userId) as Participant;
    this.members.delete(userId);
    const participant = { ...member, leftAt: this.nextInstant(), revision: this.revision + 1 };
    this.record({ type: 'ParticipantRemoved', participant });
  }

  private changeChat(type: 'ChatChanged' | 'ChatRemoved', fields: Partial<Chat>): void {
    const revision = this.revision + 1;
    this.chat = { ...this.chat, ...fields, updatedAt: this.nextInstant(), revision, stateRevision: revision };
    this.record({ type, chat: this.chat });
  }

  /** A removed direct chat that is asked for again comes back with its history. */
  private revive(): void {
    if (this.chat.chatType !== 'direct') return;
    const revision = this.revision + 1;
    const at = this.nextInstant();
    this.chat = { ...this.chat, isActive: true, updatedAt: at, revision, stateRevision: revision };
    this.create([...this.members.keys()], at);
  }

  private create(participantIds: string[], at: string): void {
    for (const userId of participantIds) this.member(userId, at);
    this.record({ type: 'ChatCreated', chat: this.chat, participantIds });
  }

  private member(userId: string, joinedAt: string): Participant {
    const { id: chatId, chatType, createdBy, lastSeq: joinedSeq } = this.chat;
    const role = chatType === 'group' && userId === createdBy ? 'admin' : 'member';
    const member: Participant = {
      ...{ chatId, userId, role, joinedAt, joinedSeq, leftAt: null, revision: this.revision + 1 },
    };
    this.members.set(userId, member);
    this.raise(userId, { lastReadSeq: joinedSeq, readAt: joinedAt, revision: member.revision });
    return member;
  }

  private raise(userId: string, cursor: Watermark): void {
    const known = this.cursors.get(userId);
    if (!known || known.lastReadSeq < cursor.lastReadSeq) {
      const { lastReadSeq, readAt, revision } = cursor;
      this.cursors.set(userId, { lastReadSeq, readAt, revision });
    }
  }

  private record(body: EventBody): void {
    const revision = ++this.revision;
    this.chat = { ...this.chat, revision };
    const at = new Date(this.clock).toISOString();
    this.events.push({ ...body, chatId: this.chat.id, epoch: 'test.1', revision, at });
    this.clock += 1000;
  }

  private nextInstant = (): string => new Date(this.clock).toISOString();
}
