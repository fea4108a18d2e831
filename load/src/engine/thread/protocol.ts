import type { Place } from '../check/chat-view.js';
import type { Accepted, ChatUnderTest, Followed, ToldText } from '../check/record.js';
import type { OperationPlan } from '../plan/operations.js';
import type { RunBeginning } from '../run-clock.js';
import type { Fault, Offender, RunResult } from '../run-result.js';

/** What a thread is told at its start. */
export interface ThreadSetup {
  /** Its number, from 0, of so many. */
  thread: number;
  threads: number;
  beginning: RunBeginning;
  /** Marks the messages of this run. */
  tag: number;
  plan: OperationPlan;
  pace: Pace;
  readRatio: number;
  chats: readonly ChatUnderTest[];
  /** Those whose index divided by `threads` leaves `thread`. */
  people: readonly PersonSetup[];
}

export interface PersonSetup {
  index: number;
  id: string;
  token: string;
  feedUrl: string;
  readUrl: string;
  sendUrl: string;
  /** Where their watermark stands in chats that are not new: index of the chat, seq. */
  read: readonly [number, number][];
}

/** When operations are due, counted from the word `go`. */
export interface Pace {
  rate: number;
  /** So many at any time instead, in this thread. */
  inFlight: number | null;
  rampMs: number;
  /** What is due from here on counts; nothing is due after the end. */
  steadyMs: number;
  endMs: number;
}

/** What the run tells a thread. */
export type Order =
  | { type: 'connect' }
  /** `at`: milliseconds since the run began. */
  | { type: 'go'; at: number }
  | { type: 'tokens'; tokens: [person: number, token: string][] }
  /** Where each chat stands, now that nothing is sent; null: nobody has said. */
  | { type: 'places'; places: readonly (Place | null)[] }
  /** Nothing new is sent from now on. */
  | { type: 'stop' }
  | { type: 'ledger' }
  | { type: 'close' };

/** What a thread tells the run. */
export type Word = { type: 'report'; report: Report } | { type: 'ledger'; ledger: Ledger };

/** What is counted in the steady phase: by the moment at which the operation was due. */
export type Counted = Pick<
  RunResult['counts'],
  'asked' | 'accepted' | 'refused' | 'delivered' | 'stored' | 'edits' | 'reads'
>;

/** Where a thread stands: totals since its start, told a few times a second. */
export interface Report {
  connections: number;
  /** 1 until the last operation has begun. */
  sending: number;
  /** Operations under way; markings as read; chats that are caught up with. */
  inFlight: number;
  reading: number;
  catchingUp: number;
  /** People who do not know all of a chat that is known to be there, a chat each; 1 until the places are told. */
  behind: number;
  whole: Counted;
  steady: Counted;
  /** Accepted while the steady phase lasted, whenever it was due. */
  achieved: number;
  /** New messages among what was accepted, and what those must bring: an arrival for each member. */
  messages: number;
  expectedArrivals: number;
  arrivals: number;
  reconnects: number;
  resumed: number;
  gaps: number;
  errors: Record<string, number>;
  faults: Record<Fault, number>;
  /** Measured since the last report, in microseconds. */
  clocks: Record<ThreadClock, { steady: Float64Array; rest: Float64Array }>;
}

/** The three clocks of a message, and how late the generator itself was. */
export const THREAD_CLOCKS = ['accepted', 'delivery', 'stored', 'lateness'] as const;
export type ThreadClock = (typeof THREAD_CLOCKS)[number];

/** All that a thread knows at the end. */
export interface Ledger {
  accepted: Accepted[];
  /** New messages whose answer never came. */
  uncertain: number[];
  followed: Followed[];
  faults: { counts: Record<Fault, number>; offenders: Offender[] };
  /** Events of chats that somebody was not given: wrong, unless they turn out to be in that chat. */
  suspects: Suspect[];
  /** Per chat, by seq: the operation whose message its people were shown there. */
  shown: ReadonlyMap<number, number>[];
  /** Texts of edits and of what was caught up with, each once. */
  texts: ToldText[];
  /** Of the event loop, in the steady phase, in milliseconds. */
  lag: { max: number; p99: number };
}

export interface Suspect {
  person: number;
  chatId: string;
  messageId: string | null;
  receiver: string | null;
  events: number;
}
