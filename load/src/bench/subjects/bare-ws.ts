import { forkUntilReady } from './child.js';

/** The least that a live feed can cost: one room, to which everybody belongs who connects. */
export interface BareWs {
  wsUrl: string;
  pid: number;
  /** Sends a JSON text to every socket of the room; resolves once the server's process was told. */
  broadcast(json: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startBareWs(): Promise<BareWs> {
  const { said, process, pid, stop } = await forkUntilReady('load/dist/bench/subjects/bare-ws.process.js', {
    pick: (message) => (message as { wsUrl?: string }).wsUrl,
  });
  return {
    wsUrl: said,
    pid,
    broadcast: (json) =>
      new Promise((resolve, reject) =>
        process.send!({ json }, (error) => (error ? reject(error) : resolve())),
      ),
    stop,
  };
}
