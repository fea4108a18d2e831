import type { Place } from './chat-view.js';

/** A message as the sender's answer told it. */
export interface Accepted {
  /** Index of the chat. */
  chat: number;
  seq: number;
  id: string;
  operation: number;
  /** Index of the person. */
  author: number;
  /** The sender that accepted it, where it said so. */
  sender: string | null;
  /**
   * Operations that have edited it since, with the revision that each made; the last of `certain` is its text, unless
   * one of `uncertain` is.
   */
  edits: { certain: { operation: number; revision: number }[]; uncertain: number[] };
}

/** The text that a message has since one of its revisions. */
export interface RevisedText {
  id: string;
  seq: number;
  revision: number;
  /** That has sent the message; null: none of this run. */
  operation: number | null;
  content: string | null;
}

/** The same, as somebody was told it. */
export interface ToldText extends RevisedText {
  /** Index of the chat, and of the person. */
  chat: number;
  person: number;
  /** The receiver that served them. */
  receiver: string | null;
}

/** One person in one chat, at the end. */
export interface Followed {
  /** Index of the person, and of the chat. */
  person: number;
  chat: number;
  seen: { first: number; words: Uint32Array };
  /** How far they have read: at least and at most; the two differ where an answer never came. */
  read: { least: number; most: number };
  /** Everything up to here is known to them. */
  place: Place;
  /** Their feed is live, and nothing is being caught up with. */
  isSettled: boolean;
  /** The receiver that served them last. */
  receiver: string | null;
}

/** A chat under test. */
export interface ChatUnderTest {
  id: string;
  /** Indexes of its people. */
  members: readonly number[];
  /** Where it stood when the run began. */
  lastSeq: number;
  epoch: string;
  revision: number;
}
