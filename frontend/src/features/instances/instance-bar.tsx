import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useFeedStatus, useRoutes } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { Notice } from '../../ui/notice';
import { InstanceSelect } from './instance-select';
import { isBarOpen, rememberBar } from './open-bar';
import { ServedBy } from './served-by';

const SERVICES = ['user', 'sender', 'receiver'] as const;

/** For testers: which instances are asked, and which ones answered. Folded away, it still tells who answered. */
export function InstanceBar() {
  const { t } = useTranslation('instances');
  const { routes } = useAccount();
  const { gone } = useRoutes();
  const { phase } = useFeedStatus();
  const [isOpen, setOpen] = useState(isBarOpen);

  // The list is read when it is wanted, not by the clock: at the start, after a reconnect, and when a selector is opened.
  const isLive = phase === 'live';
  useEffect(() => {
    if (isLive)
      routes
        .refresh()
        .catch((error: unknown) =>
          console.warn('The live instances are not known:', failureOf(error).message),
        );
  }, [isLive, routes]);

  const toggle = () => {
    rememberBar(!isOpen);
    setOpen(!isOpen);
  };

  return (
    <section aria-label={t('title')} className="border-t border-line bg-surface px-3 pb-2 text-sm">
      <button
        type="button"
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls="instance-selectors"
        data-testid="instances-toggle"
        className="flex min-h-9 w-full items-center gap-2 text-start"
      >
        <span className="min-w-0 flex-1 truncate text-quiet">
          <ServedBy />
        </span>
        <span className="sr-only">{t('title')}</span>
        <ChevronDown
          aria-hidden="true"
          className={`size-4 shrink-0 text-quiet transition-transform ${isOpen ? '' : 'rotate-180'}`}
        />
      </button>
      <div id="instance-selectors" hidden={!isOpen}>
        <div className="grid grid-cols-3 gap-2 pb-1">
          {SERVICES.map((service) => (
            <InstanceSelect key={service} service={service} />
          ))}
        </div>
      </div>
      {gone.length > 0 && (
        <Notice tone="warn" testId="instance-notice">
          {t('gone', { count: gone.length, names: gone.join(', ') })}
        </Notice>
      )}
    </section>
  );
}
