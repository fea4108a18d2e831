import { unavailable } from '@converge/domain';

/** Waits; the process may end meanwhile. */
export const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** The nth wait between tries: doubling from 200 ms to 3 s, jittered so that many do not come back together. */
export const backoffMs = (attempt: number) =>
  Math.min(200 * 2 ** Math.min(attempt, 5), 3000) * (0.5 + Math.random() / 2);

/** UNAVAILABLE unless the promise settles in time; `late` gets what comes after that. */
export async function within<T>(promise: Promise<T>, ms: number, late?: (value: T) => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  promise.then(
    (value) => isLate && late?.(value),
    () => undefined, // whoever waits hears it; after the deadline nobody does
  );
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(unavailable('Live delivery cannot be started right now; try again.'));
    }, ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
