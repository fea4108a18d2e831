import { ApiError, unavailable } from '@converge/domain';

/**
 * Whatever Redis fails with is UNAVAILABLE to the caller: it may or may not have happened; asking again with the same
 * key tells.
 */
export async function reachable<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw error instanceof ApiError
      ? error
      : unavailable('The chat store cannot be reached; try again.', error);
  }
}
