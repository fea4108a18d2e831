import type { Message } from './model';

/**
 * The merge of messages. A run is an array of messages ascending by seq without a hole; seq is dense, so a message's
 * place is its seq minus the first one's. Of two states of the same message the one with the newer revision wins,
 * whatever order they came in.
 */
export type Run = readonly Message[];

export const newer = (a: Message, b: Message): Message => (b.revision > a.revision ? b : a);

export const endOf = (run: Run): number => run[run.length - 1]?.seq ?? 0;

/**
 * Joins a page to a run. A page that overlaps or touches it extends it; one that lies beyond its end starts a new run
 * (what lies between is unknown, and a hole is never shown); one that lies apart before it is left.
 */
export function joinPage(run: Run, page: Run): Run {
  const first = page[0];
  if (!first) return run;
  const start = run[0];
  if (!start) return page;
  if (first.seq > endOf(run) + 1) return page;
  if (endOf(page) < start.seq - 1) return run;
  const bySeq = new Map<number, Message>();
  for (const message of [...run, ...page]) {
    const known = bySeq.get(message.seq);
    bySeq.set(message.seq, known ? newer(known, message) : message);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
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
    const index = message.seq - first;
    const there = known[index];
    if (index < 0) before.push(message);
    else if (index > known.length) beyond.push(message);
    else if (!there || newer(there, message) !== there) (joined ??= [...run])[index] = message;
  }
  return { run: joined ?? run, before, beyond };
}
