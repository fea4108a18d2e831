import { useTranslation } from 'react-i18next';

/** A number of unread messages; nothing at zero. */
export function Badge({ count, testId }: { count: number; testId?: string }) {
  const { t } = useTranslation('ui');
  if (count <= 0) return null;
  return (
    <span
      data-testid={testId}
      className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent tabular-nums"
    >
      <span aria-hidden="true">{count > 999 ? '999+' : count}</span>
      <span className="sr-only">{t('unread', { count })}</span>
    </span>
  );
}
