import { notificationsRefused } from '../../ui/preferences/notification-permission';

export interface Presented {
  /** The chats that it tells of. */
  chatIds: readonly string[];
  title: string;
  body: string;
}

/** Shows notifications of the system, one at a time for each chat: a newer one takes the place of the older. */
export interface Presenter {
  present(what: Presented): void;
  /** Those that have nothing to tell any more: that of several chats once it is so of all of them. */
  closeIf(isOver: (chatId: string) => boolean): void;
  closeAll(): void;
}

/** `renotify` is known to browsers, but not to the types of the DOM: replaced, and yet it is said again. */
type Options = NotificationOptions & { renotify: boolean };

export function createPresenter(onOpen: (chatId: string) => void): Presenter {
  /** By chat; those of several chats under the empty id. */
  const shown = new Map<string, { chatIds: readonly string[]; notification: Notification }>();

  function close(key: string): void {
    shown.get(key)?.notification.close();
    shown.delete(key);
  }

  return {
    present({ chatIds, title, body }) {
      const [chatId, ...others] = chatIds;
      const key = chatId === undefined || others.length ? '' : chatId;
      const options: Options = {
        body,
        tag: `converge:${key}`,
        renotify: true,
        icon: '/icon-192.png',
        lang: document.documentElement.lang,
        dir: 'auto',
      };
      const notification = made(title, options);
      if (!notification) return;
      notification.onclick = () => {
        window.focus();
        if (key) onOpen(key);
        close(key);
      };
      shown.set(key, { chatIds, notification });
    },
    closeIf(isOver) {
      for (const [key, { chatIds }] of [...shown]) if (chatIds.every(isOver)) close(key);
    },
    closeAll() {
      for (const key of [...shown.keys()]) close(key);
    },
  };
}

/** Null where pages may not: Chrome on Android has the constructor, but shows only what a service worker asks for. */
function made(title: string, options: Options): Notification | null {
  try {
    return new Notification(title, options);
  } catch (error) {
    notificationsRefused(error);
    return null;
  }
}
