import { memo, useEffect } from 'react';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { useChatName, usePersonName } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { ActivityTime } from '../../ui/time';

interface ChatItemProps {
  state: ChatState;
  isSelected: boolean;
  address: string;
}

export const ChatItem = memo(function ChatItem({ state, isSelected, address }: ChatItemProps) {
  const { chat } = state;
  const name = useChatName(chat);
  const unread = unreadOf(state);
  // A direct chat takes the colour of the person it is with.
  const face = chat.chatType === 'direct' ? chat.participantIds.find((id) => id !== state.viewerId) : chat.id;
  return (
    <li>
      <a
        className="chat-item"
        href={address}
        aria-current={isSelected ? 'page' : undefined}
        data-testid="chat-item"
        data-chat-id={chat.id}
      >
        <Avatar id={face ?? chat.id} name={name} />
        <span className="chat-item-name" dir="auto">
          {name}
        </span>
        <ActivityTime instant={chat.updatedAt} />
        <LastMessage state={state} />
        {unread > 0 && (
          <span className="badge" data-testid="badge">
            {unread > 999 ? '999+' : unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </a>
    </li>
  );
});

/** The last message in one line; read once when the list first shows the chat, then kept up by the feed. */
function LastMessage({ state }: { state: ChatState }) {
  const { history, feed } = useAccount().sync;
  const { phase } = useFeedStatus();
  const { chat, messages, viewerId } = state;
  const last = messages.at(-1);
  const isMissing = !last && chat.lastSeq > 0 && phase === 'live';

  useEffect(() => {
    if (!isMissing) return;
    // Only a preview: without it the line stays empty until the feed or the opened chat brings one.
    history.preview(chat.id).catch((error: unknown) => console.warn('No preview:', error));
  }, [isMissing, history, feed, chat.id]);

  const isOwn = last?.senderId === viewerId;
  const author = usePersonName(last && !isOwn && chat.chatType === 'group' ? last.senderId : '');
  if (!last) return <span className="chat-item-last" />;
  const prefix = isOwn ? 'You: ' : author && `${author}: `;
  return (
    <span className="chat-item-last" dir="auto">
      {prefix}
      {last.isDeleted ? 'Message deleted' : last.content}
    </span>
  );
}
