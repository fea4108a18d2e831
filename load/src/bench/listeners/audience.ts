import { forkUntilReady } from '../subjects/child.js';
import type { CommandName, Commands, Heard, Request, Response } from './commands.js';

/** How long a subject may take to deliver what it was given. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** The listeners' process, as the bench sees it. */
export interface Audience {
  tell<N extends CommandName>(name: N, ask: Commands[N]['ask']): Promise<Commands[N]['answer']>;
  /** Looks until `isEnough`; rejects, saying what was awaited, if it takes more than a minute. */
  until(what: string, isEnough: (heard: Heard) => boolean): Promise<Heard>;
  stop(): Promise<void>;
}

/** Starts a process for listeners; none is open yet. */
export async function startAudience(): Promise<Audience> {
  const child = await forkUntilReady('load/dist/bench/listeners/listeners.process.js', {
    pick: (message) => (message as { isListening?: true }).isListening,
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.process.on('message', (response: Response) => {
    const asked = waiting.get(response.id);
    waiting.delete(response.id);
    if ('error' in response) asked?.reject(new Error(response.error));
    else asked?.resolve(response.answer);
  });
  child.process.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the listeners' process ended with ${code}`));
    waiting.clear();
  });
  const tell: Audience['tell'] = (name, ask) =>
    new Promise<never>((resolve, reject) => {
      const request: Request = { id: ++lastId, name, ask };
      waiting.set(request.id, { resolve: resolve as (answer: unknown) => void, reject });
      child.process.send(request, (error) => error && reject(error));
    });
  return {
    tell,
    stop: child.stop,
    async until(what, isEnough) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const heard = await tell('heard', null);
        if (isEnough(heard)) return heard;
        if (performance.now() > deadline) throw new Error(`${what}: only ${JSON.stringify(heard)}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
}
