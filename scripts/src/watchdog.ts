/**
 * Ends a stack whose supervisor was killed too hard to do it itself (kill -9, a crash).
 *
 * It runs in a session of its own and reads the supervisor's list of children from stdin. The pipe breaks when the
 * supervisor dies, however it dies; then everything on the list is ended and this process goes too.
 */
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endChildren } from './end-children.js';
import type { WatchdogLine, WatchdogList } from './watchdog-protocol.js';

let known: WatchdogList | undefined;
let isDismissed = false;

// It must outlive whatever ends the supervisor, signals to a whole terminal included.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on('line', (text) => {
  const line = JSON.parse(text) as WatchdogLine;
  if ('goodbye' in line) isDismissed = true;
  else known = line;
});
lines.on('close', () => void (isDismissed || known === undefined ? undefined : cleanUp(known)));

async function cleanUp({ children, lockFile, supervisorPid }: WatchdogList): Promise<void> {
  await endChildren(children);
  // The next start may have the folder already; then it has cleaned up, and the lock is its own.
  if (readFileSync(lockFile, 'utf8').includes(`"pid":${supervisorPid},`)) rmSync(lockFile);
}
