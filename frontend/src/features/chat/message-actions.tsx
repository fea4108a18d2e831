import { Copy, EllipsisVertical, Info, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { copyText } from '../../ui/copy-text';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { useToast } from '../../ui/toast';
import { isAdminOf, mayEdit } from './chat-rights';
import { useChatView } from './chat-view-context';
import type { Row } from './rows';

interface MessageActionsProps {
  row: Row;
  chat: Chat;
  className?: string;
}

/** The menu of a message. What has only been typed so far can be copied; the rest needs the server to have it. */
export function MessageActions({ row, chat, className }: MessageActionsProps) {
  const { t } = useTranslation('chat');
  const { viewer } = useAccount();
  const { startEdit, deleteMessage, showDetails } = useChatView();
  const toast = useToast();
  const isAdmin = isAdminOf(chat, viewer.id);
  const { message, content } = row;
  const mayDelete = message && !message.isDeleted && (message.senderId === viewer.id || isAdmin);
  if (!message && content === null) return null;

  const copy = (text: string) =>
    void copyText(text).then(
      () => toast.show({ text: t('actions.copied') }),
      () => toast.show({ text: t('actions.notCopied'), tone: 'danger' }),
    );

  return (
    <Menu
      label={t('actions.open')}
      icon={EllipsisVertical}
      testId="message-menu"
      {...(className !== undefined && { className })}
    >
      {content !== null && (
        <MenuItem icon={Copy} onSelect={() => copy(content)} testId="message-copy">
          {t('actions.copy')}
        </MenuItem>
      )}
      {mayEdit(message, viewer.id) && (
        <MenuItem icon={Pencil} onSelect={() => startEdit(message)} testId="message-edit">
          {t('actions.edit')}
        </MenuItem>
      )}
      {message && (
        <MenuItem icon={Info} onSelect={() => showDetails(message)} testId="message-details">
          {t('actions.details')}
        </MenuItem>
      )}
      {mayDelete && (
        <>
          <MenuSeparator />
          <MenuItem icon={Trash2} danger onSelect={() => deleteMessage(message)} testId="message-delete">
            {t('actions.delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
