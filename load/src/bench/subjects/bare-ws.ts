import { forkUntilReady } from './child.js';

/** The least that a live feed can cost: one room, to which everybody belongs who connects. */
export interface BareWs {
  /** The body of a POST, which must be JSON, goes to all sockets of the room as a text frame; then it is answered. */
  url: string;
  wsUrl: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startBareWs(): Promise<BareWs> {
  const { said, pid, stop } = await forkUntilReady('load/dist/bench/subjects/bare-ws.process.js', {
    pick: (message) => (message as { url?: string }).url,
  });
  return { url: said, wsUrl: said.replace('http', 'ws'), pid, stop };
}
