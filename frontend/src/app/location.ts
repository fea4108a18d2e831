import { useSyncExternalStore } from 'react';
import { beyondDialogs } from '../ui/back-closes';

const CHAT = '#/chat/';
const OPERATIONS = '#/operations';

/** The chat that an address names; any other address is that of the list. */
function chatInHash(hash: string): string | null {
  if (!hash.startsWith(CHAT)) return null;
  try {
    return decodeURIComponent(hash.slice(CHAT.length)) || null;
  } catch {
    // Cut off in the middle of an escape: no address of ours.
    return null;
  }
}

/** What an address shows, so that a reload and the back button find it. Neither: the list. */
export interface Place {
  chatId: string | null;
  isOperations: boolean;
}

export const placeInHash = (hash: string): Place => ({
  chatId: chatInHash(hash),
  isOperations: hash === OPERATIONS,
});

const isList = (hash: string): boolean => {
  const { chatId, isOperations } = placeInHash(hash);
  return chatId === null && !isOperations;
};

export const addressOfChat = (chatId: string): string => CHAT + encodeURIComponent(chatId);

export function openChat(chatId: string): void {
  beyondDialogs(() => void (location.hash = addressOfChat(chatId)));
}

export function openOperations(): void {
  beyondDialogs(() => void (location.hash = OPERATIONS));
}

/** What is kept with each entry of the browser's history. */
interface Entry {
  /** The entry before it is the list. */
  isFromList: boolean;
}

/** Back to the list, where possible by going back, so that the back button does not lead into what was left. */
export function backToList(): void {
  beyondDialogs(() => {
    if ((history.state as Entry | null)?.isFromList) return history.back();
    history.replaceState(null, '', location.pathname + location.search);
    dispatchEvent(new PopStateEvent('popstate'));
  });
}

/** A new entry has no state yet; one that is gone back to keeps what it was given. */
function markEntry({ oldURL }: HashChangeEvent): void {
  if (history.state !== null || isList(location.hash)) return;
  const entry: Entry = { isFromList: isList(new URL(oldURL).hash) };
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

export const usePlace = (): Place => placeInHash(useSyncExternalStore(subscribe, () => location.hash));
