import { nowUs } from './marks.js';

export interface Paced {
  /** What the slowest act was behind its instant when it began: the pacer's own lateness. */
  latestMs: number;
}

/**
 * The open model: act n is begun at its instant however long those before it take. Resolves when all have ended;
 * rejects if one did.
 */
export async function pace(
  options: { perSecond: number; count: number },
  act: (index: number, scheduledUs: number) => Promise<unknown>,
): Promise<Paced> {
  const { perSecond, count } = options;
  const begun = nowUs();
  const underWay: Promise<unknown>[] = [];
  let latestUs = 0;
  let hasFailed = false;
  for (let index = 0; index < count && !hasFailed; index++) {
    const scheduledUs = begun + (index * 1_000_000) / perSecond;
    const waitMs = (scheduledUs - nowUs()) / 1000;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    latestUs = Math.max(latestUs, nowUs() - scheduledUs);
    const acted = act(index, scheduledUs);
    acted.catch(() => (hasFailed = true)); // told below, once
    underWay.push(acted);
  }
  await Promise.all(underWay);
  return { latestMs: latestUs / 1000 };
}
