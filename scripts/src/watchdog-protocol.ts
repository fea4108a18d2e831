import type { ProcessIdentity } from './processes.js';

/** One child as the watchdog and the next start need to know it. */
export interface WatchedChild extends ProcessIdentity {
  name: string;
  stopSignal: NodeJS.Signals;
  /** Higher ranks are stopped first. */
  rank: number;
}

/** The supervisor's lines to the watchdog, one JSON each: the children there are now, or goodbye. */
export type WatchdogLine = WatchdogList | { goodbye: true };

export interface WatchdogList {
  supervisorPid: number;
  children: WatchedChild[];
  lockFile: string;
}
