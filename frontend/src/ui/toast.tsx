import { useSyncExternalStore } from 'react';
import { lazily } from './lazily';
import type { ToastMessage } from './toast-message';

const Toaster = lazily(async () => (await import('./toaster')).Toaster);

let latest: readonly ToastMessage[] = [];
const listeners = new Set<() => void>();

function show(message: ToastMessage): void {
  latest = [...latest, message];
  for (const listener of listeners) listener();
}

/** Short word of what has happened; gone after some seconds, or when it is closed. */
export const useToast = (): { show(message: ToastMessage): void } => ({ show });

/** Stands once in the page; the code behind it comes with the first word. */
export function Toasts() {
  const messages = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => latest,
  );
  return messages.length > 0 && <Toaster messages={messages} />;
}
