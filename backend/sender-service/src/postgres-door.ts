import { unavailable } from '@converge/domain';
import { ensureConnected, isTransient } from '@converge/postgres/reads';

/** Runs a read of Postgres; while Postgres is away it is UNAVAILABLE, which clients retry. */
export type FromPostgres = <T>(read: () => Promise<T>) => Promise<T>;

/** Connects on first use, so that a sender starts, and goes on sending to hot chats, without Postgres. */
export function fromPostgres(dataSource: Parameters<typeof ensureConnected>[0]): FromPostgres {
  return async (read) => {
    try {
      await ensureConnected(dataSource);
      return await read();
    } catch (error) {
      throw isTransient(error)
        ? unavailable('The archive cannot be reached right now; try again.', error)
        : error;
    }
  };
}
