/** The generator as a process of its own: a load comes by IPC, its outcome goes back. One at a time. */
import { runClosed } from './closed-loop.js';
import type { ClosedLoad, OpenLoad, Outcome } from './load.js';
import { runOpen } from './open-loop.js';

/** What goes back. */
export type Answer = { outcome: Outcome } | { error: string };

const run = (load: ClosedLoad | OpenLoad) => (load.kind === 'closed' ? runClosed(load) : runOpen(load));

process.on('message', (load: ClosedLoad | OpenLoad) => {
  run(load).then(
    (outcome) => process.send!({ outcome } satisfies Answer),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send!({ ready: true });
