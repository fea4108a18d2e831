import type { Place } from '../check/chat-view.js';
import type { ChatUnderTest } from '../check/record.js';
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
  senderId: string;
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
  /** False: it was there already. */
  arrived(person: Person, membership: Membership, message: AddedMessage): boolean;
}

/** Thrown where nothing is asked any more. */
class Stopped extends Error {}

/** Reads what a feed has missed, as a client must: the places of all chats, then the changes of those that have moved. */
export class CatchUp {
  private isStopped = false;

  constructor(private readonly options: CatchUpOptions) {}

  stop(): void {
    this.isStopped = true;
  }

  /** After a reconnect. Resolves once all that was missed is known. */
  async all(person: Person): Promise<void> {
    await this.counted(async () => {
      const places = await this.ask<{ id: string; position: Place }[]>(person, DOCUMENTS.places, {
        userId: person.id,
      });
      const byId = new Map(places.map(({ id, position }) => [id, position]));
      const behind = [...person.memberships.values()].filter(({ chat, view }) => {
        const place = byId.get(this.options.chats[chat]!.id);
        return !place || place.epoch !== view.place.epoch || place.revision > view.place.revision;
      });
      await Promise.all(behind.map((membership) => this.one(person, membership, false)));
    });
  }

  /** One chat: the changes since its place, or (`isReset`) all that it has. */
  async one(person: Person, membership: Membership, isReset: boolean): Promise<void> {
    if (membership.isCatchingUp) return;
    membership.isCatchingUp = true;
    await this.counted(() => (isReset ? this.afresh(person, membership) : this.changes(person, membership)));
    membership.isCatchingUp = false;
  }

  private async counted(work: () => Promise<void>): Promise<void> {
    this.options.tally.catchingUp++;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    } finally {
      this.options.tally.catchingUp--;
    }
  }

  private async changes(person: Person, membership: Membership): Promise<void> {
    const chatId = this.options.chats[membership.chat]!.id;
    for (let repeats = 0; repeats < MOST_REPEATS;) {
      const since = membership.view.place;
      const answer = await this.ask<Changes>(person, DOCUMENTS.changes, { chatId, since });
      if (answer.reset) return this.afresh(person, membership);
      this.take(person, membership, answer.messages);
      const isThere = membership.view.caughtUp(answer.position);
      if (answer.hasMore) continue;
      if (isThere) return;
      await wait(backoffMs(++repeats));
    }
    // What is missing still will be found lost, if it was a message.
    this.options.tally.error('CATCH-UP gave up');
  }

  /** First the place, then the messages: so they are at least as new as the place. */
  private async afresh(person: Person, membership: Membership): Promise<void> {
    const { chat, view } = membership;
    const chatId = this.options.chats[chat]!.id;
    const { position } = await this.ask<{ position: Place }>(person, DOCUMENTS.place, { chatId });
    for (let afterSeq = view.seen.first - 1; ;) {
      const page = await this.ask<ReadMessage[]>(person, DOCUMENTS.messagesAfter, { chatId, afterSeq });
      this.take(person, membership, page);
      if (page.length < PAGE) break;
      afterSeq = page.at(-1)!.seq;
    }
    view.caughtUp(position);
  }

  private take(person: Person, membership: Membership, messages: readonly ReadMessage[]): void {
    for (const { id, seq, senderId, clientMessageId } of messages) {
      const key = clientMessageId === null ? null : this.options.keys.read(clientMessageId);
      // It may have been edited meanwhile: its text is compared with the history's, at the end.
      const message = { id, seq, senderId, key, isIntact: true, acceptedBy: null };
      if (this.options.arrived(person, membership, message)) this.options.tally.resumed++;
    }
  }

  /** Asks until there is an answer. @throws Stopped */
  private async ask<T>(person: Person, document: string, variables: object): Promise<T> {
    for (let attempt = 1; !this.isStopped; attempt++) {
      const answer = await this.options.http.post(person.setup.readUrl, person.token, document, variables);
      if (answer.kind === 'ok' && answer.data !== null) return answer.data as T;
      this.options.tally.error(answer.kind === 'ok' ? 'CATCH-UP nothing there' : answer.why);
      await wait(backoffMs(attempt));
    }
    throw new Stopped();
  }
}
