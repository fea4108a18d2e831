import { ArrowLeft, ShieldOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCell } from '../../sync/context';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { Spinner } from '../../ui/spinner';
import { clockSeconds } from '../../ui/time';
import { DeadLettersSection } from './dead-letters-section';
import { Health } from './health';
import { LanesSection } from './lanes-section';
import { SERVICES } from './measures';
import { ServiceSection } from './service-section';
import { useOperations } from './use-operations';

/** How everything is doing, live, for administrators: whatever else is down, this needs a receiver and Redis only. */
export function OperationsPage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('operations');
  const { isAdmin } = useAccount();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex h-full flex-col bg-ground" data-testid="operations">
      <header className="flex min-h-16 items-center gap-2 border-b border-line bg-surface px-3 py-2">
        <IconButton
          label={t('back')}
          icon={ArrowLeft}
          onClick={onBack}
          className="rtl:-scale-x-100"
          testId="operations-back"
        />
        <h1 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
          {t('title')}
        </h1>
        {isAdmin && <AsOf />}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto pb-[env(safe-area-inset-bottom)]">
        {isAdmin ? (
          <Live />
        ) : (
          <EmptyState icon={ShieldOff} title={t('adminsOnly.title')} text={t('adminsOnly.text')} />
        )}
      </div>
    </div>
  );
}

/** When the latest answer was so, by the clock of Redis. */
function AsOf() {
  const { t, i18n } = useTranslation('operations');
  const { samples, failure, isStale } = useCell(useAccount().operations.state);
  const latest = samples.at(-1)?.report;
  if (!latest) return null;
  return (
    <p className="ms-auto pe-2 text-end text-sm text-quiet tabular-nums" data-testid="operations-as-of">
      <time dateTime={latest.at}>{t('asOf', { time: clockSeconds(latest.at, i18n.language) })}</time>
      {(failure || isStale) && ` · ${t('askingAgain')}`}
    </p>
  );
}

function Live() {
  const { t } = useTranslation('operations');
  const operations = useOperations();
  const { samples, failure, isStale } = operations;
  const latest = samples.at(-1);
  // One question without an answer is no news: the next is asked two seconds later.
  const isSilent = isStale || failure?.isRetriable === false;
  return (
    <div className="flex flex-col gap-6 p-4 wide:p-6">
      {(latest || isSilent) && <Health operations={operations} isSilent={isSilent} />}
      {!latest && !isSilent && <Spinner label={t('asking')} />}
      {latest && (
        <>
          <LanesSection samples={samples} />
          <p className="text-sm text-quiet">{t('figures')}</p>
          {SERVICES.map((service) => (
            <ServiceSection key={service} service={service} samples={samples} />
          ))}
          <DeadLettersSection report={latest.report} />
        </>
      )}
    </div>
  );
}
