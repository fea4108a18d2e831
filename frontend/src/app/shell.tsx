import { useState } from 'react';
import { ChatList } from '../features/chat-list/chat-list';
import { ChatView } from '../features/chat/chat-view';
import { InstanceBar } from '../features/instances/instance-bar';
import { NewChatDialog } from '../features/new-chat/new-chat-dialog';
import { Icon } from '../ui/icon';
import { Announcer } from './announcer';
import { addressOfChat, closeChat, openChat, useChatInAddress } from './location';
import { SidebarHeader } from './sidebar-header';
import { TitleBadge } from './title-badge';

/** The signed-in page: the list beside the chat; on a phone one or the other. */
export function Shell() {
  const chatId = useChatInAddress();
  const [isCreating, setCreating] = useState(false);

  return (
    <div className="shell" data-view={chatId ? 'chat' : 'list'}>
      <TitleBadge />
      <aside className="sidebar" aria-label="Chats">
        <SidebarHeader onNewChat={() => setCreating(true)} />
        <ChatList selectedId={chatId} addressOf={addressOfChat} />
        <InstanceBar />
      </aside>
      <main className="pane">
        {chatId ? (
          <ChatView key={chatId} chatId={chatId} onBack={closeChat} />
        ) : (
          <div className="empty-pane">
            <Icon name="chats" />
            <p>Choose a chat, or start a new one.</p>
          </div>
        )}
      </main>
      {isCreating && <NewChatDialog onClose={() => setCreating(false)} onCreated={openChat} />}
      <Announcer openChatId={chatId} />
    </div>
  );
}
