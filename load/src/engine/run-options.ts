/** What a run is asked to do. Made by the command line from its flags, or by the bench; all times are milliseconds. */
export interface RunOptions {
  /** People with an account and a live feed of their own each. */
  users: number;
  chats: number;
  /** Participants of each chat, 2 and more; chats of two are direct ones. */
  members: number;
  /** Operations a second over all senders in the steady phase: new messages and edits. The open model's schedule. */
  rate: number;
  /** Closed model instead: so many operations under way at any time, each as soon as one before it is answered. */
  inFlight: number | null;
  warmUpMs: number;
  /** The rate rises to the full one over this time; part of the warm-up that is not counted. */
  rampMs: number;
  durationMs: number;
  /** How long after the last operation is waited for what is still under way. */
  drainMs: number;
  /** Share of the operations that edit an earlier message of the same author. */
  editRatio: number;
  /** Share of the deliveries after which the recipient marks the chat as read up to there. */
  readRatio: number;
  /** Instance numbers that take part, or all that are live. */
  senders: readonly number[] | 'all';
  receivers: readonly number[] | 'all';
  pin: Pin;
  /** The same seed gives the same people, chats, texts and schedule. */
  seed: number;
  /** Worker threads that make the load. */
  threads: number;
}

/**
 * Which instance serves whom. `none`: nginx decides. `round-robin` and `random` (by the seed) deal the instances that
 * take part out to the people; `pairs` gives person i the i-th pair, as in s1:r2,s2:r1.
 */
export type Pin =
  | { kind: 'none' | 'round-robin' | 'random' }
  | { kind: 'pairs'; pairs: readonly { sender: number; receiver: number }[] };
