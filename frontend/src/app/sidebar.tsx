import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { ChatList, type ChatListHandle } from '../features/chat-list/chat-list';
import { InstanceBar } from '../features/instances/instance-bar';
import { NotificationsOffer } from '../features/notifications/notifications-offer';
import { addressOfChat, openChat } from './location';
import type { OpenDialog } from './shell-dialogs';
import { SidebarHeader } from './sidebar-header';

interface SidebarProps {
  selectedId: string | null;
  onOpen: OpenDialog;
  list: Ref<ChatListHandle>;
  className: string;
}

/** The list of chats with what belongs to the person above it, and what belongs to testers below. */
export function Sidebar({ selectedId, onOpen, list, className }: SidebarProps) {
  const { t } = useTranslation('app');
  return (
    <aside aria-label={t('sidebar')} className={className}>
      <SidebarHeader onOpen={onOpen} />
      <ChatList
        ref={list}
        selectedId={selectedId}
        addressOf={addressOfChat}
        onOpen={openChat}
        onNewChat={() => onOpen('new-chat')}
      />
      <NotificationsOffer />
      <InstanceBar />
    </aside>
  );
}
