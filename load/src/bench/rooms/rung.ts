import type { Audience } from '../listeners/audience.js';
import type { Heard } from '../listeners/commands.js';
import { markedText } from '../listeners/marks.js';
import { pace } from '../listeners/pace.js';
import { cpuUsOf } from '../process-usage.js';

/** A rate, held for some seconds. */
export interface Rung {
  perSecond: number;
  /** Per second of the time in which they were delivered, backlog and all. */
  deliveriesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the process that delivers. */
  cpuUsPerDelivery: number;
  /** Shares of one core while it lasted. */
  receiverShare: number;
  listenersShare: number;
  doubled: number;
  /** Sockets that were closed on the way; then nothing else here means anything. */
  ended: number;
}

export interface RungOptions {
  perSecond: number;
  seconds: number;
  /** Deliveries of one message. */
  listeners: number;
  /** The process that delivers. */
  pid: number;
  say(text: string, index: number): Promise<void>;
  /** The number of the mark of message `index` in its chat. */
  numberOf(index: number): number;
}

/** Says so many a second, waits until all of it is heard (throws if it is not), and tells what that took. */
export async function holdRate(audience: Audience, options: RungOptions): Promise<Rung> {
  const { perSecond, seconds, listeners, pid } = options;
  const count = Math.max(1, Math.round(perSecond * seconds));
  await audience.tell('restart', null);
  const cpuBefore = cpuUsOf(pid);
  const begun = performance.now();
  await pace({ perSecond, count }, (index, scheduledUs) =>
    options.say(markedText({ number: options.numberOf(index), scheduledUs }), index),
  );
  const isAll = ({ marks, ended }: Heard) => marks >= count * listeners || ended > 0;
  const heard = await audience.until(`${perSecond}/s to ${listeners} listeners`, isAll);
  const tookUs = (performance.now() - begun) * 1000;
  const cpuUs = cpuUsOf(pid) - cpuBefore;
  return {
    perSecond,
    deliveriesPerSecond: (heard.marks / tookUs) * 1_000_000,
    p50Ms: heard.p50Ms,
    p99Ms: heard.p99Ms,
    cpuUsPerDelivery: cpuUs / heard.marks,
    receiverShare: cpuUs / tookUs,
    listenersShare: heard.cpuUs / tookUs,
    doubled: heard.doubled,
    ended: heard.ended,
  };
}
