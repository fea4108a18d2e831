import { clsx } from 'clsx';
import { SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../sync/context';
import { Avatar } from '../ui/avatar';
import { IconButton } from '../ui/icon-button';
import { useSteadyConnection } from './shell-connection';
import type { OpenDialog } from './shell-dialogs';
import { SidebarMenu } from './sidebar-menu';

/** Who is signed in and how they are connected, and what can be done besides chatting. */
export function SidebarHeader({ onOpen }: { onOpen: OpenDialog }) {
  const { t } = useTranslation('app');
  const { viewer } = useAccount();
  return (
    <header className="flex min-h-16 items-center gap-1 ps-4 pe-2">
      <Avatar id={viewer.id} name={viewer.displayName} />
      <div className="min-w-0 flex-1 ps-2">
        <p className="truncate font-semibold" data-testid="viewer">
          <bdi>{viewer.displayName}</bdi>
        </p>
        <ConnectionLine />
      </div>
      <IconButton
        label={t('newChat')}
        icon={SquarePen}
        onClick={() => onOpen('new-chat')}
        testId="new-chat"
      />
      <SidebarMenu onOpen={onOpen} />
    </header>
  );
}

const DOTS = {
  starting: 'bg-control',
  online: 'bg-accent',
  connecting: 'bg-warn',
  offline: 'bg-danger',
};

/** For the eyes; the bar tells it to screen readers. */
function ConnectionLine() {
  const { t } = useTranslation('app');
  const { mood, waiting } = useSteadyConnection();
  return (
    <p aria-hidden="true" className="flex items-center gap-1.5 text-sm text-quiet">
      <span className={clsx('size-2 shrink-0 rounded-full', DOTS[mood])} />
      <span className="truncate">
        {t(`state.${mood}`)}
        {waiting > 0 && ` · ${t('state.waiting', { count: waiting })}`}
      </span>
    </p>
  );
}
