import type { Arrival, Place } from '../check/chat-view.js';
import type { ChatUnderTest, RevisedText } from '../check/record.js';
import type { MessageKeys } from '../plan/message-key.js';
import { backoffMs, wait } from './backoff.js';
import { CHANGES, MESSAGES_AFTER, PLACE, PLACES } from './documents.js';
import type { AddedMessage } from './feed-event.js';
import type { Http } from './http.js';
import type { Membership, Person } from './person.js';
import type { Tally } from './tally.js';

const DOCUMENTS = {
  places: JSON.stringify(PLACES),
  changes: JSON.stringify(CHANGES),
  place: JSON.stringify(PLACE),
  messagesAfter: JSON.stringify(MESSAGES_AFTER),
};
/** A receiver that lags behind what another has told is asked again, so often. */
const MOST_REPEATS = 20;
const PAGE = 200;

interface ReadMessage {
  id: string;
  seq: number;
  /** Of its last change. */
  revision: number;
  senderId: string;
  content: string | null;
  clientMessageId: string | null;
}

interface Changes {
  position: Place;
  reset: boolean;
  hasMore: boolean;
  messages: ReadMessage[];
}

export interface CatchUpOptions {
  tally: Tally;
  http: Http;
  keys: MessageKeys;
  chats: readonly ChatUnderTest[];
  arrived(person: Person, membership: Membership, message: AddedMessage): Arrival;
  told(person: Person, membership: Membership, text: RevisedText): void;
}

/** Thrown where a later connection has taken over, or nothing is asked any more. */
class Superseded extends Error {}

type IsCurrent = () => boolean;

/** Reads what a feed has missed, as a client must: the places of all chats, then the changes of those that have moved. */
export class CatchUp {
  private isStopped = false;
  /** Counts the connections of a person. */
  private readonly generations = new Map<Person, number>();

  constructor(private readonly options: CatchUpOptions) {}

  stop(): void {
    this.isStopped = true;
  }

  /** After a reconnect. Resolves once all that was missed is known, or another reconnect has come between. */
  async all(person: Person): Promise<void> {
    const isCurrent = this.supersede(person);
    // From here on: what the feed tells meanwhile cannot follow on what is known.
    for (const membership of person.memberships.values()) membership.isCatchingUp = true;
    await this.counted(async () => {
      const places = await this.ask<{ id: string; position: Place }[]>(person, isCurrent, DOCUMENTS.places, {
        userId: person.id,
      });
      const byId = new Map(places.map(({ id, position }) => [id, position]));
      await Promise.all(
        [...person.memberships.values()].map(async (membership) => {
          const place = byId.get(this.options.chats[membership.chat]!.id);
          if (!isAt(membership, place)) await this.changes(person, membership, isCurrent);
          await this.end(person, membership, isCurrent);
        }),
      );
    });
  }

  /** One chat: the changes since its place, or (`isReset`) all that it has. */
  async one(person: Person, membership: Membership, isReset: boolean): Promise<void> {
    if (membership.isCatchingUp) return;
    membership.isCatchingUp = true;
    const isCurrent = this.currency(person);
    await this.counted(async () => {
      await (isReset
        ? this.afresh(person, membership, isCurrent)
        : this.changes(person, membership, isCurrent));
      await this.end(person, membership, isCurrent);
    });
  }

  /** The feed goes on from its last Reset: one that came meanwhile may be newer than what was read. */
  private async end(person: Person, membership: Membership, isCurrent: IsCurrent): Promise<void> {
    while (membership.isResetAgain) {
      membership.isResetAgain = false;
      await this.afresh(person, membership, isCurrent);
    }
    membership.isCatchingUp = false;
  }

  /** Whatever is being read for this person is nobody's any more. */
  private supersede(person: Person): IsCurrent {
    this.generations.set(person, (this.generations.get(person) ?? 0) + 1);
    return this.currency(person);
  }

  private currency(person: Person): IsCurrent {
    const generation = this.generations.get(person);
    return () => !this.isStopped && this.generations.get(person) === generation;
  }

  private async counted(work: () => Promise<void>): Promise<void> {
    this.options.tally.catchingUp++;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    } finally {
      this.options.tally.catchingUp--;
    }
  }

  private async changes(person: Person, membership: Membership, isCurrent: IsCurrent): Promise<void> {
    // A connection that was cut while it was read afresh has left it half read.
    if (membership.view.isPartial) return this.afresh(person, membership, isCurrent);
    const chatId = this.options.chats[membership.chat]!.id;
    for (let repeats = 0; repeats < MOST_REPEATS;) {
      const since = membership.view.place;
      const answer = await this.ask<Changes>(person, isCurrent, DOCUMENTS.changes, { chatId, since });
      if (answer.reset) return this.afresh(person, membership, isCurrent);
      this.take(person, membership, answer.messages, answer.position);
      const isThere = membership.view.caughtUp(answer.position);
      if (answer.hasMore) continue;
      if (isThere) return;
      await wait(backoffMs(++repeats));
    }
    // What is missing still will be found lost, if it was a message.
    this.options.tally.error('CATCH-UP gave up');
  }

  /** First the place, then the messages: so they are at least as new as the place. */
  private async afresh(person: Person, membership: Membership, isCurrent: IsCurrent): Promise<void> {
    const { chat, view } = membership;
    const chatId = this.options.chats[chat]!.id;
    const { position } = await this.ask<{ position: Place }>(person, isCurrent, DOCUMENTS.place, { chatId });
    // What the old epoch had told at a place may be another message now: all of it must come once more.
    view.reset();
    for (let afterSeq = view.seen.first - 1; ;) {
      const page = await this.ask<ReadMessage[]>(person, isCurrent, DOCUMENTS.messagesAfter, {
        chatId,
        afterSeq,
      });
      this.take(person, membership, page, position);
      if (page.length < PAGE) break;
      afterSeq = page.at(-1)!.seq;
    }
    if (!view.caughtUp(position)) await this.changes(person, membership, isCurrent);
  }

  /** `place`: from where the feed will go on. Under load a page may be newer, and the feed tells its end once more. */
  private take(person: Person, membership: Membership, messages: readonly ReadMessage[], place: Place): void {
    for (const { id, seq, revision, senderId, content, clientMessageId } of messages) {
      if (revision > place.revision) membership.view.wasReadAhead(seq);
      const key = this.options.keys.read(clientMessageId);
      // It may have been edited meanwhile: which text it must have, its revision says.
      this.options.told(person, membership, {
        id,
        seq,
        revision,
        operation: key?.operation ?? null,
        content,
      });
      const message = { id, seq, senderId, key, isIntact: true, acceptedBy: null };
      if (this.options.arrived(person, membership, message) === 'first') this.options.tally.resumed++;
    }
  }

  /** Asks until there is an answer. @throws Superseded */
  private async ask<T>(
    person: Person,
    isCurrent: IsCurrent,
    document: string,
    variables: object,
  ): Promise<T> {
    for (let attempt = 1; isCurrent(); attempt++) {
      const answer = await this.options.http.post(person.setup.readUrl, person.token, document, variables);
      if (!isCurrent()) break;
      if (answer.kind === 'ok' && answer.data !== null) return answer.data as T;
      this.options.tally.error(answer.kind === 'ok' ? 'CATCH-UP nothing there' : answer.why);
      await wait(backoffMs(attempt));
    }
    throw new Superseded();
  }
}

/** Nothing is missing: neither up to that place nor in what the feed has told since. */
const isAt = ({ view }: Membership, place: Place | undefined): boolean =>
  place !== undefined &&
  place.epoch === view.place.epoch &&
  place.revision <= view.place.revision &&
  !view.hasGap &&
  !view.isPartial;
