import { useSyncExternalStore } from 'react';

/** `unsupported`: no such thing in this browser, or not here (a page without https that is not localhost). */
export type Permission = 'granted' | 'denied' | 'default' | 'unsupported';

/** Known only once a notification was tried. */
let wasRefused = false;

export const notificationPermission = (): Permission =>
  'Notification' in window && window.isSecureContext && !wasRefused ? Notification.permission : 'unsupported';

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of [...listeners]) listener();
};

/** The browser has permission, but does not show what a page asks for: from now on that is said, not tried. */
export function notificationsRefused(reason: unknown): void {
  console.warn('This browser shows no notifications of a page:', reason);
  wasRefused = true;
  tell();
}

let isWatching = false;

/** People change their mind in the browser's own settings, too. */
async function watchBrowser(): Promise<void> {
  if (isWatching || notificationPermission() === 'unsupported') return;
  isWatching = true;
  try {
    const status = await navigator.permissions.query({ name: 'notifications' });
    status.addEventListener('change', tell);
  } catch (error) {
    console.warn('Changes of the permission to notify are not told by this browser:', error);
  }
}

export function usePermission(): Permission {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    void watchBrowser();
    return () => listeners.delete(listener);
  }, notificationPermission);
}

/** Asks in the browser's own words; to be called by a click. */
export async function askForPermission(): Promise<Permission> {
  if (notificationPermission() === 'default') await Notification.requestPermission();
  tell();
  return notificationPermission();
}
