import { forkUntilReady } from '../subjects/child.js';
import type { Answer } from './generator.process.js';
import type { ClosedLoad, OpenLoad, OpenOutcome, Outcome } from './load.js';

export interface Generator {
  pid: number;
  /** Rejects if one request is refused: a refused message is no throughput. */
  run(load: ClosedLoad): Promise<Outcome>;
  run(load: OpenLoad): Promise<OpenOutcome>;
  stop(): Promise<void>;
}

/** The same for all subjects, in a process of its own, so that its CPU and its pauses are nobody else's. */
export async function startGenerator(): Promise<Generator> {
  const {
    process: child,
    pid,
    stop,
  } = await forkUntilReady('load/dist/bench/generator/generator.process.js', {
    pick: (message) => ('ready' in message ? true : undefined),
  });
  return {
    pid,
    stop,
    run: (load: ClosedLoad | OpenLoad) =>
      new Promise<OpenOutcome>((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`the generator ended with ${code}`));
        child.once('exit', ended);
        child.once('message', (answer: Answer) => {
          child.off('exit', ended);
          if ('outcome' in answer) resolve(answer.outcome as OpenOutcome);
          else reject(new Error(answer.error));
        });
        child.send(load);
      }),
  };
}
