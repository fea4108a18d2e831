import type { Audience } from '../listeners/audience.js';
import type { Heard } from '../listeners/commands.js';
import { markedText } from '../listeners/marks.js';
import { pace } from '../listeners/pace.js';
import { cpuUsOf } from '../process-usage.js';
import type { Room } from './room.js';

/** A rate, held for some seconds. */
export interface Rung {
  perSecond: number;
  /** What else is told besides messages, Persisted above all, makes it more than 1. */
  framesPerDelivery: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the process that delivers. */
  cpuUsPerDelivery: number;
  /** Shares of one core while it lasted. */
  receiverShare: number;
  listenersShare: number;
  /** How late the bench itself was, at worst, to say something, or its listeners to look (p99): no latency of a room. */
  ownLatenessMs: number;
  doubled: number;
  /** Sockets that were closed on the way; then nothing else here means anything. */
  ended: number;
}

/** What is said while the rate is held. */
export interface Holding {
  perSecond: number;
  seconds: number;
  /** The mark of the first message of each chat; later ones have the next. */
  firstNumber: number;
}

/** Says so many a second, waits until all of it is heard (throws if it is not), and tells what that took. */
export async function holdRate(audience: Audience, room: Room, holding: Holding): Promise<Rung> {
  const { perSecond, seconds, firstNumber } = holding;
  const count = countOf(holding);
  await audience.tell('restart', null);
  const cpuBefore = cpuUsOf(room.pid);
  const begun = performance.now();
  const { latestMs } = await pace({ perSecond, count }, (index, scheduledUs) => {
    const number = firstNumber + Math.floor(index / room.chats);
    return room.say(markedText({ number, scheduledUs }), index % room.chats);
  });
  const isAll = ({ marks, ended }: Heard) => marks >= count * room.listenersOfChat || ended > 0;
  const heard = await audience.until(`${perSecond}/s for ${seconds} s`, isAll);
  const tookUs = (performance.now() - begun) * 1000;
  const cpuUs = cpuUsOf(room.pid) - cpuBefore;
  return {
    perSecond,
    framesPerDelivery: heard.frames / heard.marks,
    p50Ms: heard.p50Ms,
    p99Ms: heard.p99Ms,
    cpuUsPerDelivery: cpuUs / heard.marks,
    receiverShare: cpuUs / tookUs,
    listenersShare: heard.cpuUs / tookUs,
    ownLatenessMs: Math.max(latestMs, heard.loopLagP99Ms),
    doubled: heard.doubled,
    ended: heard.ended,
  };
}

/** How many messages that is. */
export const countOf = ({ perSecond, seconds }: Holding): number =>
  Math.max(1, Math.round(perSecond * seconds));
