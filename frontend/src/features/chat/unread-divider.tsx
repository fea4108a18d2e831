import { useTranslation } from 'react-i18next';

/** Stands before the first message that was unread when the chat was opened. */
export function UnreadDivider() {
  const { t } = useTranslation('messages');
  return (
    <div
      data-testid="unread-divider"
      className="flex items-center gap-3 pt-3 pb-1 text-sm font-semibold text-accent before:h-px before:grow before:bg-accent after:h-px after:grow after:bg-accent"
    >
      {t('unread')}
    </div>
  );
}
