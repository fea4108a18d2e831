import { MessagesSquare, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChats, useFeedStatus } from '../../sync/context';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ChatListSkeleton } from './chat-list-skeleton';
import { ChatRows } from './chat-rows';

interface AllChatsProps {
  scroller: HTMLElement | null;
  selectedId: string | null;
  addressOf: (chatId: string) => string;
  onNewChat: () => void;
}

export function AllChats({ scroller, selectedId, addressOf, onNewChat }: AllChatsProps) {
  const { t } = useTranslation('chatList');
  const chats = useChats();
  const { phase } = useFeedStatus();

  if (chats.length > 0) {
    return <ChatRows chats={chats} scroller={scroller} selectedId={selectedId} addressOf={addressOf} />;
  }
  if (phase !== 'live') return <ChatListSkeleton label={t('reading')} />;
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button variant="primary" icon={SquarePen} onClick={onNewChat} testId="new-chat-empty">
          {t('empty.action')}
        </Button>
      }
    />
  );
}
