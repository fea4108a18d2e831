import { useChats, useFeedStatus } from '../../sync/context';
import { ChatItem } from './chat-item';

interface ChatListProps {
  selectedId: string | null;
  addressOf: (chatId: string) => string;
}

export function ChatList({ selectedId, addressOf }: ChatListProps) {
  const chats = useChats();
  const { phase } = useFeedStatus();
  return (
    <nav className="chat-list" aria-label="Chats" data-testid="chat-list">
      {!chats.length && (
        <p className="hint">{phase === 'live' ? 'No chats yet. Start one with +.' : 'Reading your chats…'}</p>
      )}
      <ul>
        {chats.map((state) => (
          <ChatItem
            key={state.chat.id}
            state={state}
            isSelected={state.chat.id === selectedId}
            address={addressOf(state.chat.id)}
          />
        ))}
      </ul>
    </nav>
  );
}
