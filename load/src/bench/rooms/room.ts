import type { ListenerSpec } from '../listeners/commands.js';

/** One chat that many listen to, of whatever subject: who they are, how something is said in it, who delivers it. */
export interface Room {
  listeners(): Promise<ListenerSpec[]>;
  /** Resolves once it is taken; rejects if it is refused. */
  say(text: string): Promise<void>;
  /** The process that delivers. */
  pid: number;
}
