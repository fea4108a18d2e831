import { useEffect } from 'react';
import { totalUnread } from '../../sync/chat-store';
import { useChats } from '../../sync/context';

const NAME = 'Converge';

/** Unread messages of all chats, where they are seen from outside of the page: its title, its icon, and that of the app. */
export function UnreadSign() {
  const unread = totalUnread(useChats());
  useEffect(() => sign(unread), [unread]);
  useEffect(() => () => sign(0), []);
  return null;
}

function sign(unread: number): void {
  document.title = unread > 0 ? `(${unread}) ${NAME}` : NAME;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon) icon.href = unread > 0 ? '/favicon-unread.svg' : '/favicon.svg';
  badge(unread).catch((error: unknown) => console.warn('The badge of the app could not be set:', error));
}

/** Not in every browser, and only on https and localhost. */
async function badge(unread: number): Promise<void> {
  if (!('setAppBadge' in navigator)) return;
  await (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge());
}
