import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

/** One request of a closed loop. */
export interface Shot {
  token: string;
  query: string;
  variables: object;
}

export interface Rate {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/**
 * Keeps exactly `inFlight` requests under way for `seconds`, one connection each, and counts the answers. An answer
 * with errors ends the measurement: a refused message is no throughput.
 */
export async function keepInFlight(
  url: string,
  inFlight: number,
  seconds: number,
  shot: (slot: number) => Shot,
): Promise<Rate> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: inFlight, pipelining: 1 });
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;

  async function loop(slot: number): Promise<void> {
    while (performance.now() < end) {
      const { token, query, variables } = shot(slot);
      const at = performance.now();
      const { body } = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const text = await body.text();
      if (text.includes('"errors"')) throw new Error(`refused: ${text.slice(0, 500)}`);
      latencies.push(performance.now() - at);
    }
  }

  await Promise.all(Array.from({ length: inFlight }, (_, slot) => loop(slot)));
  const elapsed = (performance.now() - begun) / 1000;
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? 0;
  return { perSecond: latencies.length / elapsed, p50Ms: at(0.5), p99Ms: at(0.99) };
}
