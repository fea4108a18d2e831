import { totalUnread } from '../sync/chat-store';
import { useChats } from '../sync/context';

/** Unread messages of all chats in the tab's title. */
export function TitleBadge() {
  const unread = totalUnread(useChats());
  return <title>{unread > 0 ? `(${unread}) Converge` : 'Converge'}</title>;
}
