import { Inbox, Send, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFeedStatus, useRoutes } from '../../sync/context';

/** Which sender accepted last, and which receiver delivers. */
export function ServedBy() {
  const { t } = useTranslation('instances');
  const { sender } = useRoutes().servedBy;
  const { instance } = useFeedStatus();
  return (
    <span data-testid="served-by" className="inline-flex gap-x-4">
      <By icon={Send} text={t('servedBy.accepted')} name={sender} testId="served-by-sender" />
      <By icon={Inbox} text={t('servedBy.delivered')} name={instance} testId="served-by-receiver" />
    </span>
  );
}

interface ByProps {
  icon: LucideIcon;
  text: string;
  name: string | null;
  testId: string;
}

const By = ({ icon: Icon, text, name, testId }: ByProps) => (
  <span data-testid={testId} title={`${text} ${name ?? '–'}`} className="inline-flex items-center gap-1.5">
    <Icon aria-hidden="true" className="size-3.5 shrink-0 rtl:-scale-x-100" />
    <span className="sr-only">{text} </span>
    <bdi>{name ?? '–'}</bdi>
  </span>
);
