const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 20_000;

/**
 * How long to wait before trying again, in milliseconds: doubling, capped, and spread over half of its length,
 * so that the clients of an instance that died do not all come back at the same moment.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (0.5 + random() / 2));
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
