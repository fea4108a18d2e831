import { useCallback, useEffect, useState } from 'react';
import { failureOf, type Failure } from '../../sync/failure';

export interface Loaded<T> {
  /** Null until it is there. */
  data: T | null;
  failure: Failure | null;
  load(): void;
  /** What is known now without asking. */
  put(data: T): void;
}

/** Asks once when it is mounted, and again by `load`. */
export function useLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(() => {
    setFailure(null);
    ask().then(setData, (error: unknown) => setFailure(failureOf(error)));
  }, [ask]);
  useEffect(load, [load]);
  return { data, failure, load, put: setData };
}
