import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import type { OutboxItem } from '../../sync/outbox-item';
import { Button } from '../../ui/button';

/** A message that no further attempt can bring through: why, and what the person may do. The announcer says it, once. */
export function FailedSend({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('messages');
  const { outbox } = useAccount().sync;
  const failureText = useFailureText();
  return (
    <div
      data-testid="not-sent"
      className="flex flex-wrap items-center gap-x-3 px-1 pt-0.5 text-sm text-danger"
    >
      <span>
        {t('notSent')} {item.failure && failureText({ isRetriable: false, ...item.failure })}
      </span>
      <Button variant="link" onClick={() => outbox.retry(item.id)} testId="retry">
        {t('retry')}
      </Button>
      <Button variant="link" onClick={() => outbox.remove(item.id)} testId="delete-failed">
        {t('deleteUnsent')}
      </Button>
    </div>
  );
}
