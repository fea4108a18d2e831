import { RefusedError } from '../target/graphql-call.js';
import { TargetUnreachableError, type Person } from '../target/target.js';
import type { Threads } from './threads.js';

const LOOK_EVERY_MS = 15_000;

/**
 * Hands new tokens to the threads as they are made, so that a run may last longer than a token. One that cannot be
 * made now is asked for again at the next look: the old one holds for minutes yet. Returns how to stop it.
 */
export function renewTokens(people: readonly Person[], threads: Pick<Threads, 'tell' | 'fail'>): () => void {
  const known = new Map<number, string>();
  const look = async () => {
    const tokens: [number, string][] = [];
    for (const [index, person] of people.entries()) {
      const token = await person.token();
      if (known.get(index) === token) continue;
      known.set(index, token);
      tokens.push([index, token]);
    }
    if (tokens.length) threads.tell({ type: 'tokens', tokens });
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => {
        if (!(error instanceof TargetUnreachableError || error instanceof RefusedError)) threads.fail(error);
      })
      .finally(() => (isLooking = false));
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
