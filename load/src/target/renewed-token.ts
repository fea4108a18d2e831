/** Renewed when a third of the fifteen minutes that a token holds is left. */
const RENEW_AFTER_MS = 10 * 60_000;

/**
 * A token that is made when it is first asked for, and again before it ends; several who ask at once share one.
 * `first`: it was made just now.
 */
export function renewedToken(make: () => Promise<string>, first?: string): () => Promise<string> {
  let current = first === undefined ? undefined : Promise.resolve(first);
  let madeAt = Date.now();
  return () => {
    if (current && Date.now() - madeAt < RENEW_AFTER_MS) return current;
    madeAt = Date.now();
    const made = make();
    current = made;
    // One that could not be made is no token: whoever asks next tries again.
    made.catch(() => {
      if (current === made) current = undefined;
    });
    return made;
  };
}
