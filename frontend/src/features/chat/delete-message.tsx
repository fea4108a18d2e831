import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Message } from '../../sync/model';
import { usePersonName } from '../../sync/people';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useRefusal } from './chat-refusal';

/** Asks whether a message shall be deleted for everybody, and does it. A tombstone stays in its place. */
export function DeleteMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation('chat');
  const { viewer, sync } = useAccount();
  const refused = useRefusal();
  const author = usePersonName(message.senderId);
  const isOwn = message.senderId === viewer.id;

  async function remove(): Promise<void> {
    try {
      await sync.messages.delete(message);
    } catch (error) {
      refused(error);
    }
  }

  return (
    <ConfirmDialog
      title={t('delete.title')}
      text={isOwn ? t('delete.own') : t('delete.others', { name: author })}
      confirmLabel={t('delete.confirm')}
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
