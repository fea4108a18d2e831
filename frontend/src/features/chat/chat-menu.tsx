import { EllipsisVertical, LogOut, Pencil, Trash2, UserPlus, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../sync/context';
import type { Chat } from '../../sync/model';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { isAdminOf } from './chat-rights';

/** The dialogs of a chat that need nothing but the chat. */
export type ChatDialogKind = 'members' | 'rename' | 'add-people' | 'leave' | 'delete-chat';

/**
 * In a group everybody may rename it, add people and leave; its admin may delete it. The two people of a direct chat
 * never change, and either may delete it.
 */
export function ChatMenu({ chat, onOpen }: { chat: Chat; onOpen: (dialog: ChatDialogKind) => void }) {
  const { t } = useTranslation('chat');
  const { viewer } = useAccount();
  const isAdmin = isAdminOf(chat, viewer.id);
  const isGroup = chat.chatType === 'group';
  return (
    <Menu label={t('menu.open')} icon={EllipsisVertical} testId="chat-menu">
      {isGroup && (
        <>
          <MenuItem icon={Users} onSelect={() => onOpen('members')} testId="chat-members">
            {t('members.title')}
          </MenuItem>
          <MenuItem icon={UserPlus} onSelect={() => onOpen('add-people')} testId="chat-add-people">
            {t('add.title')}
          </MenuItem>
          <MenuItem icon={Pencil} onSelect={() => onOpen('rename')} testId="chat-rename">
            {t('rename.title')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={LogOut} danger onSelect={() => onOpen('leave')} testId="chat-leave">
            {t('leave.title')}
          </MenuItem>
        </>
      )}
      {(!isGroup || isAdmin) && (
        <MenuItem icon={Trash2} danger onSelect={() => onOpen('delete-chat')} testId="chat-delete">
          {t('deleteChat.title')}
        </MenuItem>
      )}
    </Menu>
  );
}
