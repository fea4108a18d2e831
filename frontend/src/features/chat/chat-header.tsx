import type { Chat } from '../../generated/graphql';
import { useAccount } from '../../sync/context';
import { useChatName } from '../../sync/people';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';

interface ChatHeaderProps {
  chat: Chat;
  onBack: () => void;
  onMembers: () => void;
}

export function ChatHeader({ chat, onBack, onMembers }: ChatHeaderProps) {
  const { viewer } = useAccount();
  const name = useChatName(chat);
  const isGroup = chat.chatType === 'group';
  const face = isGroup ? chat.id : (chat.participantIds.find((id) => id !== viewer.id) ?? chat.id);
  return (
    <header className="chat-header">
      <button type="button" className="icon-button back" onClick={onBack} aria-label="Back to the list">
        <Icon name="back" />
      </button>
      <Avatar id={face} name={name} />
      <div className="who">
        <h1 dir="auto" data-testid="chat-name">
          {name}
        </h1>
        {chat.description && <p dir="auto">{chat.description}</p>}
      </div>
      {isGroup && (
        <button type="button" className="button quiet" onClick={onMembers} data-testid="members">
          <Icon name="people" />
          {chat.participantIds.length}
          <span className="visually-hidden"> members</span>
        </button>
      )}
    </header>
  );
}
