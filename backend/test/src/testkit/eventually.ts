/** Asks every 50 ms until `look` answers something true (errors count as "not yet"); throws after the deadline. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { found, why } = await attempt(look);
    if (isThere(found)) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms${why}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function attempt<T>(look: () => T | Promise<T>): Promise<{ found?: T; why: string }> {
  try {
    return { found: await look(), why: '' };
  } catch (error) {
    return { why: ` (${error instanceof Error ? error.message : String(error)})` };
  }
}

const isThere = <T>(found: T | undefined): found is Exclude<T, false | null | undefined> =>
  found !== undefined && found !== null && found !== false;
