import { Activity, EllipsisVertical, Gauge, Keyboard, LogOut, Settings, SquareTerminal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../sync/context';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import { openOperations } from './location';
import type { OpenDialog } from './shell-dialogs';
import { useSignOut } from './sidebar-sign-out';

export function SidebarMenu({ onOpen }: { onOpen: OpenDialog }) {
  const { t } = useTranslation('app');
  const { isAdmin } = useAccount();
  const { leaveOrSay, hasWaiting } = useSignOut();
  return (
    <Menu label={t('menu.label')} icon={EllipsisVertical} testId="main-menu">
      <MenuItem icon={Settings} onSelect={() => onOpen('settings')} testId="settings-open">
        {t('menu.settings')}
      </MenuItem>
      <MenuItem icon={Keyboard} onSelect={() => onOpen('help')} testId="help-open">
        {t('menu.shortcuts')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Activity} onSelect={() => onOpen('diagnostics')} testId="diagnostics-open">
        {t('menu.diagnostics')}
      </MenuItem>
      {isAdmin && (
        <MenuItem icon={Gauge} onSelect={openOperations} testId="operations-open">
          {t('menu.operations')}
        </MenuItem>
      )}
      <MenuItem
        icon={SquareTerminal}
        onSelect={() => window.open('/graphiql', '_blank', 'noopener')}
        testId="graphiql-open"
      >
        {t('menu.graphiql')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={LogOut}
        onSelect={() => (hasWaiting() ? onOpen('sign-out') : void leaveOrSay())}
        testId="sign-out"
      >
        {t('menu.signOut')}
      </MenuItem>
    </Menu>
  );
}
