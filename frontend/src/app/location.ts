import { useSyncExternalStore } from 'react';
import { beyondDialogs } from '../ui/back-closes';

const CHAT = '#/chat/';

/** The chat that an address names; any other address is that of the list. */
export function chatInHash(hash: string): string | null {
  if (!hash.startsWith(CHAT)) return null;
  try {
    return decodeURIComponent(hash.slice(CHAT.length)) || null;
  } catch {
    // Cut off in the middle of an escape: no address of ours.
    return null;
  }
}

/** The open chat, so that a reload and the back button find it. */
export const chatInAddress = (): string | null => chatInHash(location.hash);

export const addressOfChat = (chatId: string): string => CHAT + encodeURIComponent(chatId);

export function openChat(chatId: string): void {
  beyondDialogs(() => void (location.hash = addressOfChat(chatId)));
}

/** What is kept with each entry of the browser's history. */
interface Entry {
  /** The entry before it is the list. */
  isFromList: boolean;
}

/** Back to the list, where possible by going back, so that the back button does not lead into the chat again. */
export function closeChat(): void {
  beyondDialogs(() => {
    if ((history.state as Entry | null)?.isFromList) return history.back();
    history.replaceState(null, '', location.pathname + location.search);
    dispatchEvent(new PopStateEvent('popstate'));
  });
}

/** A new entry has no state yet; one that is gone back to keeps what it was given. */
function markEntry({ oldURL }: HashChangeEvent): void {
  if (history.state !== null || chatInAddress() === null) return;
  const entry: Entry = { isFromList: chatInHash(new URL(oldURL).hash) === null };
  history.replaceState(entry, '');
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', markEntry);
  addEventListener('hashchange', listener);
  addEventListener('popstate', listener);
  return () => {
    removeEventListener('hashchange', markEntry);
    removeEventListener('hashchange', listener);
    removeEventListener('popstate', listener);
  };
}

export const useChatInAddress = (): string | null => useSyncExternalStore(subscribe, chatInAddress);
