import { rssBytesOf } from './process-usage.js';

const LOOK_EVERY_MS = 500;

export interface Patience {
  /** So long nothing may change … */
  quietMs: number;
  /** … and no longer is waited for that. */
  mostMs: number;
}

/** What is garbage goes when the process gets to it: the memory once it has stayed the same, within a hundredth. Bytes. */
export async function settledRss(pid: number, { quietMs, mostMs }: Patience): Promise<number> {
  const looks = Math.max(2, Math.ceil(quietMs / LOOK_EVERY_MS));
  const seen: number[] = [];
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    seen.push(rssBytesOf(pid));
    const recent = seen.slice(-looks);
    const isQuiet = recent.length === looks && Math.max(...recent) <= Math.min(...recent) * 1.01;
    if (isQuiet || waited >= mostMs) return recent.at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
