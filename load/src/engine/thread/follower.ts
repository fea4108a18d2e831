import type { FrameReader } from './frame-reader.js';
import type { AddedMessage, FeedEvent } from './feed-event.js';
import { FeedSocket } from './feed-socket.js';
import type { Membership, Person } from './person.js';
import type { Suspect } from './protocol.js';
import type { Tally } from './tally.js';
import type { Arrival, Verdict } from '../check/chat-view.js';
import type { ChatUnderTest, RevisedText, ToldText } from '../check/record.js';
import type { Fault } from '../run-result.js';

/** More of them say nothing new. */
const MOST_SUSPECTS = 100;

export interface FollowerOptions {
  tally: Tally;
  reader: FrameReader;
  chats: readonly ChatUnderTest[];
  /** A message came to somebody who has not written it. */
  onReceived(person: Person, membership: Membership, message: AddedMessage): void;
  /** One's own message, with its id. */
  onOwn(person: Person, message: AddedMessage): void;
  onStored(person: Person, messageIds: readonly string[]): void;
  /** All chats of a person, or one, must be caught up with. */
  onReconnected(person: Person): void;
  onGap(person: Person, membership: Membership, isReset: boolean): void;
}

/** Follows the feeds of the people of a thread, and checks each event of them. */
export class Follower {
  readonly suspects: Suspect[] = [];
  private readonly sockets: FeedSocket[] = [];
  /** By the index of the person: who waits for the first Ready. */
  private readonly awaited = new Map<number, () => void>();
  /** Per chat, by seq: the operation whose message everybody must find there. */
  readonly shown: Map<number, number>[];
  /** Per chat, by revision: the text that everybody must be told, with the first who was. */
  private readonly texts: Map<number, ToldText>[];

  constructor(private readonly options: FollowerOptions) {
    this.shown = options.chats.map(() => new Map());
    this.texts = options.chats.map(() => new Map());
  }

  /** Whether they are what was written, only the thread of each author knows. */
  get toldTexts(): ToldText[] {
    return this.texts.flatMap((texts) => [...texts.values()]);
  }

  /** Resolves once the feed is live for the first time. */
  follow(person: Person): Promise<void> {
    const { tally, reader } = this.options;
    const socket = new FeedSocket({
      url: person.setup.feedUrl,
      token: () => person.token,
      reader,
      onEvent: (event) => this.hear(person, event),
      onCut: () => {
        tally.connections--;
        person.isLive = false;
      },
      onError: (why) => tally.error(why),
    });
    this.sockets.push(socket);
    const isLive = new Promise<void>((resolve) => this.awaited.set(person.index, resolve));
    socket.open();
    return isLive;
  }

  cutSilent(): void {
    for (const socket of this.sockets) socket.cutIfSilent();
  }

  stop(): void {
    for (const socket of this.sockets) socket.stop();
  }

  hear(person: Person, event: FeedEvent): void {
    if (event.kind === 'change') return this.change(person, event);
    if (event.kind === 'persisted') return this.options.onStored(person, event.messageIds);
    if (event.kind === 'ready') return this.ready(person, event.instance);
    if (event.kind === 'reset') {
      const membership = person.memberships.get(event.chat);
      if (!membership) return;
      // What is being read now may be of before this Reset.
      membership.isResetAgain = membership.isCatchingUp;
      this.options.onGap(person, membership, true);
    }
  }

  /** A message has come, live or by catching up. */
  arrived(person: Person, membership: Membership, message: AddedMessage): Arrival {
    const { view } = membership;
    const arrival = view.arrive(message.seq);
    if (arrival === 'known') return arrival;
    this.compare(person, membership, message);
    if (arrival === 'again') return arrival;
    this.options.tally.arrivals++;
    if (!message.key) return arrival;
    // The author's own feed is checked like any other, but only what comes to others is a delivery.
    if (message.senderId === person.id) this.options.onOwn(person, message);
    else {
      this.options.tally.count('delivered', message.key.dueAt);
      this.options.tally.measure('delivery', message.key.dueAt);
      this.options.onReceived(person, membership, message);
    }
    return arrival;
  }

  /** Somebody is told a text, by an edit or by catching up: at one revision, everybody is told the same. */
  told(person: Person, { chat }: Membership, text: RevisedText): void {
    const texts = this.texts[chat]!;
    const known = texts.get(text.revision);
    if (!known) texts.set(text.revision, { ...text, chat, person: person.index, receiver: person.receiver });
    else if (known.id !== text.id || known.content !== text.content) {
      const detail = `somebody else was told another text, as of revision ${text.revision}`;
      this.fault('historyWrong', person, this.options.chats[chat]!.id, text, detail);
    }
  }

  private ready(person: Person, instance: string): void {
    const { tally } = this.options;
    tally.connections++;
    const isFirst = person.receiver === null;
    person.receiver = instance;
    person.isLive = true;
    if (isFirst) return this.awaited.get(person.index)?.();
    tally.reconnects++;
    for (const { view } of person.memberships.values()) view.resubscribed();
    this.options.onReconnected(person);
  }

  private change(person: Person, event: FeedEvent & { kind: 'change' }): void {
    const membership = person.memberships.get(event.chat);
    if (!membership) return this.suspect(person, event);
    const verdict = membership.view.hear(event);
    const { added, edited } = event;
    if (edited) this.told(person, membership, edited);
    const isNew = added !== null && this.arrived(person, membership, added) !== 'known';
    const isToldAgain =
      added !== null && !isNew && verdict !== 'known' && !membership.view.isToldAfterReading(added.seq);
    if (verdict === 'duplicated' || verdict === 'reordered' || isToldAgain)
      this.broken(person, event, verdict);
    if (verdict === 'other-epoch') return this.options.onGap(person, membership, true);
    if (verdict !== 'gap' || membership.isCatchingUp) return;
    this.options.tally.gaps++;
    // It promises each revision: what must not be told comes as a Reset, or in another epoch.
    const detail = `revision ${event.revision} came, and not what is before it`;
    this.fault('skipped', person, event.chatId, added, detail);
    this.options.onGap(person, membership, false);
  }

  private broken(person: Person, event: FeedEvent & { kind: 'change' }, verdict: Verdict): void {
    const { added, revision } = event;
    const details: Partial<Record<Verdict, string>> = {
      duplicated: `revision ${revision} was told before in this subscription`,
      reordered: `revision ${revision} came after a later one`,
    };
    const detail = details[verdict] ?? `told again, as revision ${revision}`;
    // What an epoch had told may be told again by the next.
    if (verdict === 'other-epoch') return;
    this.fault(verdict === 'reordered' ? 'reordered' : 'duplicated', person, event.chatId, added, detail);
  }

  /** Everybody sees the same message at the same place, with the text that its author wrote. */
  private compare(person: Person, { chat, view }: Membership, message: AddedMessage): void {
    const chatId = this.options.chats[chat]!.id;
    const { key, isIntact, seq } = message;
    if (!key) return this.fault('historyWrong', person, chatId, message, 'nobody of this run has sent it');
    if (!isIntact) this.fault('historyWrong', person, chatId, message, 'it came with another text');
    const operations = this.shown[chat]!;
    const known = operations.get(seq);
    if (known === undefined || view.wasReset) operations.set(seq, key.operation);
    else if (known !== key.operation)
      this.fault('historyWrong', person, chatId, message, 'somebody else was shown another message here');
  }

  /** An event of a chat that was not given to this person: it must turn out that they are in it all the same. */
  private suspect(person: Person, { chatId, added }: FeedEvent & { kind: 'change' }): void {
    const known = this.suspects.find((one) => one.person === person.index && one.chatId === chatId);
    if (known) known.events++;
    else if (this.suspects.length < MOST_SUSPECTS)
      this.suspects.push({
        ...{ person: person.index, chatId, messageId: added?.id ?? null },
        ...{ receiver: person.receiver, events: 1 },
      });
  }

  private fault(
    fault: Fault,
    person: Person,
    chatId: string,
    message: { id: string; seq: number; acceptedBy?: string | null } | null,
    detail: string,
  ) {
    this.options.tally.faults.add({
      ...{ fault, chatId, userId: person.id, detail },
      ...(message && { messageId: message.id, seq: message.seq }),
      ...(message?.acceptedBy && { sender: message.acceptedBy }),
      ...(person.receiver && { receiver: person.receiver }),
    });
  }
}
