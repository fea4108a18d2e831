import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { usePersonName } from '../../sync/people';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useRefusal } from './chat-refusal';

interface RemoveMemberProps {
  chat: Chat;
  userId: string;
  onClose: () => void;
}

/** Asks before somebody is taken out of a group. */
export function RemoveMember({ chat, userId, onClose }: RemoveMemberProps) {
  const { t } = useTranslation('chat');
  const { sync } = useAccount();
  const refused = useRefusal();
  const name = usePersonName(userId);

  async function remove(): Promise<void> {
    try {
      await sync.chats.remove(chat.id, userId);
    } catch (error) {
      refused(error);
    }
  }

  return (
    <ConfirmDialog
      title={t('members.remove', { name })}
      text={t('members.removeText')}
      confirmLabel={t('members.removeConfirm')}
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
