import { useSyncExternalStore } from 'react';
import { keepText, keptText } from './browser-store';

/** Something this browser keeps for the person, whoever is signed in: the same in all tabs, there again after a reload. */
export interface Preference<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

/**
 * @param read makes a value of what was kept, which may be missing, old or tampered with
 * @param write what to keep; null: nothing, the preference is as it was at first
 */
export function createPreference<T>(
  key: string,
  read: (kept: string | null) => T,
  write: (value: T) => string | null,
): Preference<T> {
  let value = read(keptText(key));
  const listeners = new Set<() => void>();
  const take = (next: T) => {
    value = next;
    for (const listener of [...listeners]) listener();
  };
  // Told to the other tabs only; a key of null means that all was cleared.
  window.addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) take(read(keptText(key)));
  });
  return {
    get: () => value,
    set(next) {
      keepText(key, write(next));
      take(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const usePreference = <T>(preference: Preference<T>): T =>
  useSyncExternalStore(preference.subscribe, preference.get);
