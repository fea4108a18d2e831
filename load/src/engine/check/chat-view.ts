import { BitSet } from './bit-set.js';

/** A place in the order of a chat. */
export interface Place {
  epoch: string;
  revision: number;
}

/** Something is there that was never told. Places of two epochs cannot be compared. */
export const isBehind = (place: Place, there: Place | null): boolean =>
  there !== null && place.epoch === there.epoch && place.revision < there.revision;

/**
 * What an event is to somebody who follows a chat. `next`: right after what is known. `known`: told before, on another
 * connection or by catching up. `gap`: something before it is missing and must be asked for. `other-epoch`: the chat
 * must be read afresh. The last two break what a subscription promises.
 */
export type Verdict = 'next' | 'known' | 'gap' | 'other-epoch' | 'duplicated' | 'reordered';

/** What a message is to them. `again`: it had come before the chat was read afresh. `known`: it has come since. */
export type Arrival = 'first' | 'again' | 'known';

/**
 * One chat as one person has followed it, over all connections: checks what the feed promises (within a subscription,
 * each revision once and in order) and remembers which messages have come, whichever way.
 */
export class ChatView {
  /** Seqs of the messages that have come; since the chat was last read afresh. */
  seen: BitSet;
  /** Those that had come before it was. */
  private earlier: BitSet | null = null;
  private epoch: string;
  /** Everything up to here is known. */
  private complete: number;
  /** Revisions told within this subscription, and the highest of them. */
  private heard: BitSet;
  private highest = 0;
  /** Told of other epochs since the last place: the chat is being read afresh, and these may follow on it. */
  private foreign: Place[] = [];
  /** It is being read afresh, and is not read to its end: until it is, `seen` says too little. */
  isPartial = false;
  /** Seqs of messages that were read although they are after the place that was read: the feed has yet to tell them. */
  private readonly ahead = new Set<number>();

  /** Someone who knows everything up to `place`, when the chat had `lastSeq` messages. */
  constructor(place: Place, lastSeq: number) {
    this.epoch = place.epoch;
    this.complete = place.revision;
    this.heard = new BitSet(place.revision + 1);
    this.seen = new BitSet(lastSeq + 1);
  }

  /** From where on must be asked. */
  get place(): Place {
    return { epoch: this.epoch, revision: this.complete };
  }

  /** Something after the place has been told: what lies between is missing. */
  get hasGap(): boolean {
    return this.highest > this.complete;
  }

  /** A message has come, whichever way. */
  arrive(seq: number): Arrival {
    if (seq < this.seen.first || !this.seen.add(seq)) return 'known';
    return this.earlier?.has(seq) ? 'again' : 'first';
  }

  /** A message was read by a page that is newer than the place from which the feed goes on. */
  wasReadAhead(seq: number): void {
    this.ahead.add(seq);
  }

  /** True, once: the feed tells a message that a page had told ahead of it. */
  isToldAfterReading(seq: number): boolean {
    return this.ahead.delete(seq);
  }

  /** It has been read afresh: what was told before may have been lost with its epoch, and its place be another's. */
  get wasReset(): boolean {
    return this.earlier !== null;
  }

  /** All of it will be read once more, as one who knows nothing. */
  reset(): void {
    this.isPartial = true;
    this.ahead.clear();
    const earlier = this.earlier ?? new BitSet(this.seen.first);
    earlier.addAll(this.seen);
    this.earlier = earlier;
    this.seen = new BitSet(this.seen.first);
  }

  /** A new subscription: from now on nothing may be told twice that it tells. */
  resubscribed(): void {
    this.heard = new BitSet(this.complete + 1);
    this.highest = 0;
  }

  /** An event of the feed. */
  hear({ epoch, revision }: Place): Verdict {
    if (epoch !== this.epoch) {
      this.foreign.push({ epoch, revision });
      return 'other-epoch';
    }
    if (revision < this.heard.first) return 'known';
    if (!this.heard.add(revision)) return 'duplicated';
    const isLate = revision < this.highest;
    if (!isLate) this.highest = revision;
    const wasComplete = this.complete;
    this.advance();
    if (isLate) return 'reordered';
    if (revision <= wasComplete) return 'known';
    return this.hasGap ? 'gap' : 'next';
  }

  /** Caught up with everything up to `place`. True: with what the feed has told meanwhile, nothing is missing. */
  caughtUp({ epoch, revision }: Place): boolean {
    if (epoch !== this.epoch) {
      this.epoch = epoch;
      this.complete = revision;
      this.resubscribed();
      for (const place of this.foreign) if (place.epoch === epoch) this.note(place.revision);
    }
    this.foreign = [];
    this.isPartial = false;
    this.complete = Math.max(this.complete, revision);
    this.advance();
    return !this.hasGap;
  }

  private note(revision: number): void {
    if (revision < this.heard.first) return;
    this.heard.add(revision);
    this.highest = Math.max(this.highest, revision);
  }

  private advance(): void {
    while (this.heard.has(this.complete + 1)) this.complete++;
  }
}
