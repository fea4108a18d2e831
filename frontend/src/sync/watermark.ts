/**
 * What is known of how far somebody has read: `low <= lastReadSeq < high`. An event or a cursor says it exactly;
 * a `messageReadStatus` says only on which side of one message it lies. Watermarks never fall, so `low` is true for ever,
 * and `high` as long as the feed has not been interrupted (each later advance comes as an event).
 */
export interface Watermark {
  readonly low: number;
  readonly high: number;
}

export const UNKNOWN: Watermark = { low: 0, high: Infinity };

/** At least `seq`: somebody who wrote or read this message. Keeps an exact knowledge exact. */
export function atLeast(mark: Watermark, seq: number): Watermark {
  return seq <= mark.low ? mark : { low: seq, high: Math.max(mark.high, seq + 1) };
}

/** Exactly `seq`, said by a cursor; a smaller one is an older truth and changes nothing. */
export function exactly(mark: Watermark, seq: number): Watermark {
  const low = Math.max(mark.low, seq);
  return mark.low === low && mark.high === low + 1 ? mark : { low, high: low + 1 };
}

/** Had not reached `seq` when the server was asked; a newer `low` that is already beyond it wins. */
export function before(mark: Watermark, seq: number): Watermark {
  const high = Math.max(mark.low + 1, Math.min(mark.high, seq));
  return high === mark.high ? mark : { low: mark.low, high };
}
