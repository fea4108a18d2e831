import { EXIT } from './exit-code.js';

/** npm hands Ctrl-C on to a process that has had it from the terminal already: that is one Ctrl-C. */
const SAME_REQUEST_MS = 500;

/** Thrown by what was interrupted before there was anything to tell. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Whether and when somebody wanted it to end. */
export interface Interruption {
  /** Aborted by the first Ctrl-C (or SIGTERM): to end in order. The second ends the process there and then. */
  signal: AbortSignal;
  stopListening(): void;
}

/** Listens for Ctrl-C until `stopListening`; `say` tells what happens because of it. */
export function listenForInterruption(say: (text: string) => void): Interruption {
  const controller = new AbortController();
  let askedAt: number | undefined;
  const listener = (name: NodeJS.Signals): void => {
    const what = name === 'SIGINT' ? 'Ctrl-C' : name;
    if (askedAt === undefined) {
      askedAt = Date.now();
      say(`${what}: sending no more, and checking what was sent (again: at once) …`);
      controller.abort(new Interrupted(what));
    } else if (Date.now() - askedAt >= SAME_REQUEST_MS) {
      say(`${what} again: what was sent is NOT checked.`);
      // A stack of our own is ended by its own listener of this exit.
      process.exit(EXIT.interrupted);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, listener);
  return {
    signal: controller.signal,
    stopListening: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, listener);
    },
  };
}
