import { useTranslation } from 'react-i18next';
import { useAccount } from '../sync/context';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { useSignOut } from './sidebar-sign-out';

/** Asked only while messages wait: somebody may want to see them off first. */
export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app');
  const { outbox } = useAccount().sync;
  const { leave } = useSignOut();
  return (
    <ConfirmDialog
      title={t('signOut.title')}
      text={t('signOut.waiting', { count: outbox.waiting() })}
      confirmLabel={t('menu.signOut')}
      onConfirm={leave}
      onClose={onClose}
    />
  );
}
