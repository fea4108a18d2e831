import type { ListenerSpec } from '../listeners/commands.js';

/** Chats that many listen to, of whatever subject: who they are, how something is said there, who delivers it. */
export interface Room {
  chats: number;
  /** How many hear what is said in one of the chats; the same in each. */
  listenersOfChat: number;
  /** With `chats * listenersOfChat` sockets, one for each. */
  listeners(): Promise<ListenerSpec[]>;
  /** Resolves once it is taken; rejects if it is refused. */
  say(text: string, chat: number): Promise<void>;
  /** The process that delivers. */
  pid: number;
}
