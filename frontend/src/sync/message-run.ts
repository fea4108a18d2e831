import type { Message } from './model';

/**
 * The merge of messages. A run is an array of messages ascending by seq without a hole: nothing that the server has
 * lies between two of them. Mostly seq is dense there, but the seq of a message that an operator has discarded stays
 * empty. Of two states of the same message the one with the newer revision wins, whatever order they came in.
 */
export type Run = readonly Message[];

export const newer = (a: Message, b: Message): Message => (b.revision > a.revision ? b : a);

export const endOf = (run: Run): number => run[run.length - 1]?.seq ?? 0;

/**
 * Is it the chat's first page? A page is a range of so many seqs: one with fewer messages may as well have empty ones.
 * One without any is taken for the beginning if it was to be the one `beforeSeq`; the newest tells nothing by that.
 */
export const isFirstPage = (page: Run, beforeSeq?: number): boolean =>
  page[0] ? page[0].seq === 1 : beforeSeq !== undefined;

/**
 * Joins a page to a run: the newest one, or the one `beforeSeq`. A page that overlaps or touches the run extends it;
 * one that lies beyond its end starts a new run (what lies between is unknown, and a hole is never shown); one that
 * lies apart before it is left.
 */
export function joinPage(run: Run, page: Run, beforeSeq = endOf(page) + 1): Run {
  const first = page[0];
  if (!first) return run;
  const start = run[0];
  if (!start) return page;
  if (first.seq > endOf(run) + 1) return page;
  if (beforeSeq < start.seq) return run;
  const bySeq = new Map<number, Message>();
  for (const message of [...run, ...page]) {
    const known = bySeq.get(message.seq);
    bySeq.set(message.seq, known ? newer(known, message) : message);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Where a message with this seq is in the run, or would be: the first index whose seq is not below it. */
function placeOf(run: Run, seq: number): number {
  let low = 0;
  let high = run.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Joins messages that came in any order (those of `changes`) up to the first hole after the run's end. */
export function joinScattered(run: Run, messages: Run): { run: Run; before: Run; beyond: Run } {
  const before: Message[] = [];
  const beyond: Message[] = [];
  const first = run[0]?.seq;
  if (first === undefined) return { run, before, beyond: messages };
  // Copied once, and only for something new, however many messages there are.
  let joined: Message[] | undefined;
  for (const message of [...messages].sort((a, b) => a.seq - b.seq)) {
    const known: Run = joined ?? run;
    if (message.seq < first) before.push(message);
    else if (message.seq > endOf(known) + 1) beyond.push(message);
    else {
      const index = placeOf(known, message.seq);
      const there = known[index]?.seq === message.seq ? known[index] : undefined;
      if (there && newer(there, message) === there) continue;
      (joined ??= [...run]).splice(index, there ? 1 : 0, message);
    }
  }
  return { run: joined ?? run, before, beyond };
}
