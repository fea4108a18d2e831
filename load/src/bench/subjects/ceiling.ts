import { forkUntilReady } from './child.js';

/** The bare mutation that does nothing, as a process of its own. */
export interface Ceiling {
  /** GraphQL over HTTP: createMessage as a sender's. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startCeiling(): Promise<Ceiling> {
  const { said, pid, stop } = await forkUntilReady('load/dist/bench/subjects/ceiling.process.js', {
    pick: (message) => (message as { url?: string }).url,
  });
  return { url: said, pid, stop };
}
