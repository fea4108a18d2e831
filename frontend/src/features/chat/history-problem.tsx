import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { failureOf } from '../../sync/failure';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';

/** A page of messages could not be read: why, and the way to try again. */
export function HistoryProblem({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const { t } = useTranslation('messages');
  const failureText = useFailureText();
  return (
    <Notice tone="danger">
      {t('loadFailed')} {failureText(failureOf(problem))}{' '}
      <Button variant="link" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </Notice>
  );
}
