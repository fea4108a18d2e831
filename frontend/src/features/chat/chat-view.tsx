import { useState } from 'react';
import { useChat, useFeedStatus } from '../../sync/context';
import { ChatHeader } from './chat-header';
import { Composer } from './composer';
import { MembersDialog } from './members-dialog';
import { MessageList } from './message-list';

interface ChatViewProps {
  chatId: string;
  onBack: () => void;
}

export function ChatView({ chatId, onBack }: ChatViewProps) {
  const state = useChat(chatId);
  const { phase } = useFeedStatus();
  const [areMembersShown, showMembers] = useState(false);

  if (!state) {
    return (
      <div className="empty-pane" role="status">
        <p>{phase === 'live' ? 'This chat is not there, or you are not in it.' : 'Opening the chat…'}</p>
        <button type="button" className="button quiet" onClick={onBack}>
          Back to the list
        </button>
      </div>
    );
  }
  return (
    <section className="chat" aria-label="Chat" data-chat-id={chatId}>
      <ChatHeader chat={state.chat} onBack={onBack} onMembers={() => showMembers(true)} />
      <MessageList state={state} />
      <Composer chatId={chatId} />
      {areMembersShown && <MembersDialog chat={state.chat} onClose={() => showMembers(false)} />}
    </section>
  );
}
