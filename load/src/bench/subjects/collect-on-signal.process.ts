/**
 * Loaded before a process whose memory is measured (node --import): on SIGUSR2 it collects its garbage. V8 leaves an
 * idle process what its busy hour has left, for hours if nothing happens. It ends with its parent.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;
/** What is unreachable only since the collection before needs another. */
const COLLECTIONS = 3;

process.once('disconnect', () => process.exit(0));
process.on('SIGUSR2', () => {
  for (let n = 0; n < COLLECTIONS; n++) gc();
});
