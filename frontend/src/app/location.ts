import { useSyncExternalStore } from 'react';

const CHAT = '#/chat/';

/** The chat that the address names, so that a reload and the back button find it. */
export const chatInAddress = (): string | null =>
  location.hash.startsWith(CHAT) ? decodeURIComponent(location.hash.slice(CHAT.length)) : null;

export const addressOfChat = (chatId: string): string => CHAT + encodeURIComponent(chatId);

export function openChat(chatId: string): void {
  location.hash = addressOfChat(chatId);
}

/** Back to the list (on a phone) or to the empty pane. */
export function closeChat(): void {
  history.pushState(null, '', location.pathname);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useChatInAddress(): string | null {
  return useSyncExternalStore((listener) => {
    addEventListener('hashchange', listener);
    addEventListener('popstate', listener);
    return () => {
      removeEventListener('hashchange', listener);
      removeEventListener('popstate', listener);
    };
  }, chatInAddress);
}
