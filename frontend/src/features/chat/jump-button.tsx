import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge';

/** To the newest message; says how many are unread. */
export function JumpToLatest({ unread, onJump }: { unread: number; onJump: () => void }) {
  const { t } = useTranslation('messages');
  const label = unread ? t('jumpUnread', { count: unread }) : t('jump');
  return (
    <button
      type="button"
      onClick={onJump}
      aria-label={label}
      title={t('jump')}
      data-testid="jump"
      className="absolute end-4 bottom-4 z-10 inline-flex size-11 items-center justify-center rounded-full border border-line bg-raised text-quiet shadow-high hover:text-text"
    >
      <ArrowDown aria-hidden="true" className="size-5" />
      {unread > 0 && (
        <span className="absolute -top-2">
          <Badge count={unread} />
        </span>
      )}
    </button>
  );
}

/** To the first unread message, when it is too far up to open the chat there. */
export function JumpToUnread({
  count,
  onJump,
  isBusy,
}: {
  count: number;
  onJump: () => void;
  isBusy: boolean;
}) {
  const { t } = useTranslation('messages');
  return (
    <button
      type="button"
      onClick={onJump}
      disabled={isBusy}
      data-testid="jump-unread"
      className="absolute inset-x-0 top-3 z-20 mx-auto inline-flex min-h-9 w-fit items-center gap-2 rounded-full bg-accent px-4 text-sm font-semibold text-on-accent shadow-high hover:bg-accent-strong disabled:opacity-80"
    >
      <ArrowUp aria-hidden="true" className="size-4" />
      {isBusy ? t('loadingUnread') : t('newAbove', { count })}
    </button>
  );
}
