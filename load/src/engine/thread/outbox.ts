import type { Accepted, ChatUnderTest } from '../check/record.js';
import type { MessageKeys } from '../plan/message-key.js';
import { messageText } from '../plan/message-text.js';
import type { Operation } from '../plan/operations.js';
import { backoffMs, wait } from './backoff.js';
import { CREATE_MESSAGE, UPDATE_MESSAGE } from './documents.js';
import type { Answer, Http } from './http.js';
import type { Outgoing, Person } from './person.js';
import type { Tally } from './tally.js';

const CREATE = JSON.stringify(CREATE_MESSAGE);
const UPDATE = JSON.stringify(UPDATE_MESSAGE);

/** The code of an error that nobody expected. */
const UNKNOWN = 'INTERNAL_SERVER_ERROR';

interface AcceptedMessage {
  id: string;
  seq: number;
  /** Of its last change. */
  revision: number;
}

export interface OutboxOptions {
  tally: Tally;
  http: Http;
  keys: MessageKeys;
  seed: number;
  chats: readonly ChatUnderTest[];
  people: ReadonlyMap<number, Person>;
}

/**
 * Sends and edits as a client does: what finds nobody, or UNAVAILABLE, is sent again under the same key until there
 * is an answer; what was accepted is kept until it is Persisted, and sent again after a reconnect if that was missed.
 */
export class Outbox {
  readonly accepted: Accepted[] = [];
  /** New messages of which nobody knows (yet) whether they were accepted, by the number of their operation. */
  private readonly pending = new Map<number, Outgoing>();
  private isStopped = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Resolves with the answer; an operation whose answer never comes stays uncertain. */
  async perform(operation: Operation, dueAt: number): Promise<void> {
    const { tally, people } = this.options;
    const author = people.get(operation.author)!;
    tally.count('asked', dueAt);
    tally.measure('lateness', dueAt);
    tally.inFlight++;
    // Whoever has written nothing yet that could be edited writes something.
    const target =
      operation.isEdit && author.latest?.accepted && !author.latest.isEditing ? author.latest : null;
    await (target ? this.edit(author, target, operation, dueAt) : this.send(author, operation, dueAt));
    tally.inFlight--;
  }

  /** The id of a message of one's own, which the feed may tell before the answer comes. */
  identify(author: Person, operation: number, id: string): void {
    const message = this.pending.get(operation);
    if (!message || message.id !== null) return;
    message.id = id;
    author.unstored.set(id, message);
  }

  stored(author: Person, messageIds: readonly string[]): void {
    if (author.unstored.size === 0) return;
    for (const id of messageIds) {
      const message = author.unstored.get(id);
      if (!message) continue;
      author.unstored.delete(id);
      this.options.tally.count('stored', message.dueAt);
      this.options.tally.measure('stored', message.dueAt);
    }
  }

  /** After a reconnect: the word that these are stored may have been missed. The sender gives it again. */
  async resendUnstored(author: Person): Promise<void> {
    for (const message of [...author.unstored.values()]) {
      if (message.accepted) await this.resend(author, message, message.accepted);
      else message.isResendDue = true;
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  get uncertain(): number[] {
    return [...this.pending.keys()];
  }

  private async send(author: Person, { number, chat }: Operation, dueAt: number): Promise<void> {
    const { tally, keys, seed, chats } = this.options;
    const key = keys.make(dueAt, number);
    const message: Outgoing = {
      ...{ dueAt, operation: number, chat, key, content: messageText(seed, number) },
      ...{ id: null, accepted: null, isEditing: false, isResendDue: false },
    };
    this.pending.set(number, message);
    const answer = await this.persistently(author, CREATE, this.inputOf(message));
    if (!answer) return;
    if (answer.kind === 'refused') {
      // Whoever says that something went wrong does not say that nothing was done.
      if (answer.why !== UNKNOWN) this.pending.delete(number);
      return tally.count('refused', dueAt);
    }
    this.pending.delete(number);
    const { id, seq } = answer.data as AcceptedMessage;
    tally.count('accepted', dueAt);
    tally.measure('accepted', dueAt);
    tally.messages++;
    tally.expectedArrivals += chats[chat]!.members.length;
    message.accepted = {
      ...{ chat, seq, id, operation: number, author: author.index, sender: answer.servedBy },
      edits: { certain: [], uncertain: [] },
    };
    this.accepted.push(message.accepted);
    if (message.id === null) {
      message.id = id;
      author.unstored.set(id, message);
    } else if (message.id !== id) this.twice(author, message.accepted, message.id);
    author.latest = message;
    const { reading } = author.memberships.get(chat)!;
    reading.confirmed = Math.max(reading.confirmed, seq);
    reading.wanted = Math.max(reading.wanted, seq);
    if (message.isResendDue) void this.resend(author, message, message.accepted);
  }

  private async resend(author: Person, message: Outgoing, accepted: Accepted): Promise<void> {
    if (!author.unstored.has(accepted.id)) return;
    const answer = await this.persistently(author, CREATE, this.inputOf(message));
    if (answer?.kind !== 'ok') return;
    const { id } = answer.data as AcceptedMessage;
    if (id !== accepted.id) this.twice(author, accepted, id);
  }

  private async edit(author: Person, message: Outgoing, { number }: Operation, dueAt: number): Promise<void> {
    const { tally, seed } = this.options;
    const { id, edits } = message.accepted!;
    message.isEditing = true;
    edits.uncertain.push(number);
    const answer = await this.persistently(author, UPDATE, { id, content: messageText(seed, number) });
    message.isEditing = false;
    if (!answer) return;
    if (answer.kind === 'ok' || answer.why !== UNKNOWN)
      edits.uncertain.splice(edits.uncertain.indexOf(number), 1);
    if (answer.kind === 'refused') return tally.count('refused', dueAt);
    edits.certain.push({ operation: number, revision: (answer.data as AcceptedMessage).revision });
    tally.count('accepted', dueAt);
    tally.measure('accepted', dueAt);
    tally.count('edits', dueAt);
  }

  /** Null: given up, nobody knows what became of it. */
  private async persistently(
    author: Person,
    document: string,
    variables: object,
  ): Promise<Exclude<Answer, { kind: 'retry' }> | null> {
    for (let attempt = 1; !this.isStopped; attempt++) {
      const answer = await this.options.http.post(author.setup.sendUrl, author.token, document, variables);
      if (answer.kind === 'ok') return answer;
      this.options.tally.error(answer.why);
      if (answer.kind === 'refused') return answer;
      await wait(backoffMs(attempt));
    }
    return null;
  }

  private inputOf({ chat, content, key }: Outgoing): object {
    return { input: { chatId: this.options.chats[chat]!.id, content, clientMessageId: key } };
  }

  private twice(author: Person, { chat, id, seq, sender }: Accepted, other: string): void {
    this.options.tally.faults.add({
      ...{ fault: 'duplicated', chatId: this.options.chats[chat]!.id, messageId: id, seq, userId: author.id },
      ...(sender && { sender }),
      detail: `one key has become two messages: the other is ${other}`,
    });
  }
}
