import { clsx } from 'clsx';
import { memo } from 'react';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import { useChatName } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { Badge } from '../../ui/badge';
import { ActivityTime } from '../../ui/time';
import { ChatPreview } from './chat-preview';

interface ChatItemProps {
  state: ChatState;
  isSelected: boolean;
  address: string;
  /** What was written here and not sent; empty: nothing, or the chat is open. */
  draft: string;
}

/** One chat in the list: whose it is, what was said last and when, and what is unread. */
export const ChatItem = memo(function ChatItem({ state, isSelected, address, draft }: ChatItemProps) {
  const { chat, viewerId } = state;
  const name = useChatName(chat);
  const unread = unreadOf(state);
  // A direct chat takes the colour of the person it is with.
  const face = chat.chatType === 'direct' ? chat.participantIds.find((id) => id !== viewerId) : chat.id;
  return (
    <a
      href={address}
      aria-current={isSelected ? 'page' : undefined}
      data-testid="chat-item"
      data-chat-id={chat.id}
      className={clsx(
        'flex h-full items-center gap-3 rounded-xl px-3 -outline-offset-2',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <Avatar id={face ?? chat.id} name={name} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className={clsx('truncate', unread > 0 ? 'font-bold' : 'font-medium')}>
            {name}
          </span>
          <span
            className={clsx(
              'ms-auto shrink-0 text-xs tabular-nums',
              unread > 0 ? 'font-semibold text-accent' : 'text-quiet',
            )}
          >
            <ActivityTime instant={chat.updatedAt} />
          </span>
        </span>
        <span className="flex min-h-5 items-center gap-2">
          <span
            className={clsx(
              'flex min-w-0 flex-1 items-center gap-1 text-sm',
              unread > 0 ? 'font-medium text-text' : 'text-quiet',
            )}
          >
            <ChatPreview state={state} draft={draft} />
          </span>
          <Badge count={unread} testId="badge" />
        </span>
      </span>
    </a>
  );
});
