import type { ChatUnderTest } from '../check/record.js';
import { backoffMs, wait } from './backoff.js';
import { MARK_AS_READ } from './documents.js';
import type { Http } from './http.js';
import type { Membership, Person } from './person.js';
import type { Tally } from './tally.js';

const MARK = JSON.stringify(MARK_AS_READ);

/** Marks chats as read, one request of a person and chat at a time: what is read meanwhile goes with the next. */
export class ReadMarker {
  private isStopped = false;

  constructor(
    private readonly http: Http,
    private readonly tally: Tally,
    private readonly chats: readonly ChatUnderTest[],
  ) {}

  /** The person has read this chat up to `seq`, which was due at that moment. */
  mark(person: Person, membership: Membership, seq: number, dueAt: number): void {
    const { reading } = membership;
    if (seq <= reading.wanted) return;
    reading.wanted = seq;
    if (reading.isUnderWay) return;
    reading.isUnderWay = true;
    this.tally.reading++;
    // What rejects here is a fault of the generator: the thread ends with it.
    void this.work(person, membership, dueAt).finally(() => {
      reading.isUnderWay = false;
      this.tally.reading--;
    });
  }

  stop(): void {
    this.isStopped = true;
  }

  private async work(person: Person, membership: Membership, dueAt: number): Promise<void> {
    const { chat, reading } = membership;
    const chatId = this.chats[chat]!.id;
    for (let attempt = 1; reading.confirmed < reading.wanted && !this.isStopped;) {
      const upToSeq = reading.wanted;
      const answer = await this.http.post(person.setup.sendUrl, person.token, MARK, { chatId, upToSeq });
      if (answer.kind === 'ok') {
        const { lastReadSeq } = answer.data as { lastReadSeq: number };
        reading.confirmed = Math.max(reading.confirmed, lastReadSeq);
        this.tally.count('reads', dueAt);
        if (lastReadSeq < upToSeq) return this.fellBehind(person, membership, upToSeq, lastReadSeq);
        attempt = 1;
        continue;
      }
      this.tally.error(answer.why);
      if (answer.kind === 'refused') return;
      await wait(backoffMs(attempt++));
    }
  }

  /** A watermark never falls; but what an epoch knew may be gone with it. */
  private fellBehind(person: Person, { chat, view }: Membership, asked: number, told: number): void {
    if (view.wasReset) return this.tally.error('READ fell behind');
    this.tally.faults.add({
      ...{ fault: 'unreadWrong', chatId: this.chats[chat]!.id, userId: person.id },
      detail: `marked as read up to ${asked}, it is said to be read up to ${told}`,
    });
  }
}
