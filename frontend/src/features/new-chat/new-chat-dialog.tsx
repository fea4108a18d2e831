import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatType } from '../../sync/model';
import { Dialog } from '../../ui/dialog';
import { SegmentedControl } from '../../ui/segmented-control';
import { NewDirectChat } from './new-direct-chat';
import { NewGroup } from './new-group';

interface NewChatDialogProps {
  onClose: () => void;
  onCreated: (chatId: string) => void;
}

/** A direct chat with the person chosen (the existing one, if there is one), or a group of several. */
export function NewChatDialog({ onClose, onCreated }: NewChatDialogProps) {
  const { t } = useTranslation('newChat');
  const [chatType, setChatType] = useState<ChatType>('direct');
  const created = (chatId: string) => {
    onCreated(chatId);
    onClose();
  };
  return (
    <Dialog title={t('title')} onClose={onClose} testId="new-chat-dialog">
      <div className="flex flex-col gap-4">
        <SegmentedControl
          label={t('kind')}
          value={chatType}
          onChange={setChatType}
          options={[
            { value: 'direct', label: t('direct'), testId: 'new-chat-direct' },
            { value: 'group', label: t('group'), testId: 'new-chat-group' },
          ]}
        />
        {chatType === 'direct' ? <NewDirectChat onCreated={created} /> : <NewGroup onCreated={created} />}
      </div>
    </Dialog>
  );
}
