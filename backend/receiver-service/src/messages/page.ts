import { badUserInput, LIMITS, type Message } from '@converge/domain';

export interface PageArguments {
  limit: number | null;
  beforeSeq: number | null;
  afterSeq: number | null;
}

/** Both ends belong to it; empty when `to` < `from`. */
export interface SeqRange {
  from: number;
  to: number;
}

const DEFAULT_LIMIT = 50;

/**
 * The seqs of a page: seq is dense (but for what was discarded), so a page is a range of it. Without a bound the latest; `beforeSeq` and
 * `afterSeq` are exclusive; with `afterSeq` the page begins right after it. BAD_USER_INPUT for a limit out of 1..200.
 */
export function pageRange({ limit: asked, beforeSeq, afterSeq }: PageArguments, lastSeq: number): SeqRange {
  const limit = asked ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > LIMITS.messagesPage) {
    throw badUserInput({ path: 'limit', message: `must be 1 to ${LIMITS.messagesPage}` });
  }
  const end = Math.min(lastSeq, (beforeSeq ?? Infinity) - 1);
  if (afterSeq === null) return { from: Math.max(1, end - limit + 1), to: end };
  const from = Math.max(0, afterSeq) + 1;
  return { from, to: Math.min(end, from + limit - 1) };
}

/** Two readings of the same messages as one, ascending by seq: by id, the newer revision wins. */
export function mergeMessages(...readings: readonly (readonly Message[])[]): Message[] {
  const newest = new Map<string, Message>();
  for (const message of readings.flat()) {
    const known = newest.get(message.id);
    if (!known || message.revision > known.revision) newest.set(message.id, message);
  }
  return [...newest.values()].sort((a, b) => a.seq - b.seq);
}
