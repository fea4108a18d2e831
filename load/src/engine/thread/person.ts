import { ChatView } from '../check/chat-view.js';
import type { Accepted, ChatUnderTest } from '../check/record.js';
import type { PersonSetup } from './protocol.js';

/** How far a person has read a chat. */
export interface Reading {
  /** What the server has confirmed, or must know by itself: sending raises the author's own. */
  confirmed: number;
  /** What was asked for; beyond `confirmed` while the answer is awaited. */
  wanted: number;
  isUnderWay: boolean;
}

/** One chat of a person. */
export interface Membership {
  chat: number;
  view: ChatView;
  reading: Reading;
  isCatchingUp: boolean;
  /** A Reset came meanwhile: what is being read may be of before it. */
  isResetAgain: boolean;
}

/** A virtual person: what a client knows of its user. */
export class Person {
  readonly index: number;
  readonly id: string;
  token: string;
  readonly memberships: ReadonlyMap<number, Membership>;
  /** The receiver that serves the feed; null until the first Ready. */
  receiver: string | null = null;
  isLive = false;
  /** Accepted messages whose Persisted has not come, by id. */
  readonly unstored = new Map<string, Outgoing>();
  /** The latest own message, to be edited. */
  latest: Outgoing | null = null;

  constructor(
    readonly setup: PersonSetup,
    chats: readonly [number, ChatUnderTest][],
  ) {
    this.index = setup.index;
    this.id = setup.id;
    this.token = setup.token;
    const read = new Map(setup.read);
    this.memberships = new Map(
      chats.map(([index, chat]) => {
        const confirmed = read.get(index) ?? 0;
        const reading = { confirmed, wanted: confirmed, isUnderWay: false };
        const view = new ChatView(chat, chat.lastSeq);
        return [index, { chat: index, view, reading, isCatchingUp: false, isResetAgain: false }];
      }),
    );
  }
}

/** A message of one's own, from when it is sent. */
export interface Outgoing {
  readonly dueAt: number;
  readonly operation: number;
  readonly chat: number;
  readonly key: string;
  readonly content: string;
  /** Null until it is known, by the answer or by the feed. */
  id: string | null;
  /** Null until it is answered. */
  accepted: Accepted | null;
  isEditing: boolean;
  /** The word that it is stored may have been missed before its answer came: it is sent again after that. */
  isResendDue: boolean;
}
