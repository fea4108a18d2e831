import { unavailable } from '@converge/domain';
import { isTransient } from './transient.js';

/** Reads of Postgres for which being away is UNAVAILABLE, which clients retry. */
export function postgresDoor<R extends object>(reads: R): R {
  const guarded = Object.entries(reads).map(([name, read]) => {
    const run = read as (...args: unknown[]) => Promise<unknown>;
    return [
      name,
      async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          throw isTransient(error)
            ? unavailable('The archive cannot be reached right now; try again.', error)
            : error;
        }
      },
    ];
  });
  return Object.fromEntries(guarded) as R;
}
