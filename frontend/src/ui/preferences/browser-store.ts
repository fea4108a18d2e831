/**
 * The browser's localStorage, which may be blocked for this page or be full: then nothing is kept, and everything else
 * goes on. The only place that touches it.
 */

/** What was kept under this key; null: nothing, or nothing can be kept here. */
export function keptText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return unkept(error, null);
  }
}

/** Keeps a text, or with null forgets it. False: it cannot be kept here. */
export function keepText(key: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch (error) {
    return unkept(error, false);
  }
}

let wasSaid = false;

function unkept<T>(error: unknown, result: T): T {
  if (!wasSaid) console.warn('This browser keeps nothing for this page:', error);
  wasSaid = true;
  return result;
}
