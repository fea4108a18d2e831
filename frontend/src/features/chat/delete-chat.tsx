import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { useChatName } from '../../sync/people';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useRefusal } from './chat-refusal';

interface EndChatProps {
  chat: Chat;
  kind: 'leave' | 'delete-chat';
  onClose: () => void;
  onGone: () => void;
}

/** Asks before the viewer leaves a group, or deletes a chat for everybody. */
export function EndChat({ chat, kind, onClose, onGone }: EndChatProps) {
  const { t } = useTranslation('chat');
  const { sync } = useAccount();
  const refused = useRefusal();
  const name = useChatName(chat);
  const isLeaving = kind === 'leave';
  const direct = chat.chatType === 'direct';

  async function confirm(): Promise<void> {
    try {
      await (isLeaving ? sync.chats.leave(chat.id) : sync.chats.delete(chat.id));
      onGone();
    } catch (error) {
      refused(error);
    }
  }

  return (
    <ConfirmDialog
      title={isLeaving ? t('leave.question', { name }) : t('deleteChat.question', { name })}
      text={isLeaving ? t('leave.text') : direct ? t('deleteChat.direct') : t('deleteChat.group')}
      confirmLabel={isLeaving ? t('leave.confirm') : t('deleteChat.confirm')}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
