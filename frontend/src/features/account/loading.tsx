import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import type { Failure } from '../../sync/failure';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';

interface LoadingProps {
  label: string;
  failure: Failure | null;
  onAgain: () => void;
}

/** Instead of what is not there yet: that it comes, or why it does not. */
export function Loading({ label, failure, onAgain }: LoadingProps) {
  const { t } = useTranslation('account');
  const failureText = useFailureText();
  if (!failure) return <Spinner label={label} />;
  return (
    <div className="flex flex-col items-start gap-3">
      <Notice tone="danger">{failureText(failure)}</Notice>
      <Button onClick={onAgain}>{t('sessions.again')}</Button>
    </div>
  );
}
