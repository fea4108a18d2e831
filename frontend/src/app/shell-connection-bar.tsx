import { clsx } from 'clsx';
import { CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../sync/context';
import { useSteadyConnection } from './shell-connection';

/** Over the list, or over the chat on a phone: what is wrong with the connection, and how much waits for it. */
export function ConnectionBar() {
  const { t } = useTranslation('app');
  const { phase, waiting: waitingNow } = useConnection();
  const { mood, waiting } = useSteadyConnection();
  const isTrouble = mood === 'connecting' || mood === 'offline';
  const Icon = mood === 'offline' ? CloudOff : LoaderCircle;
  return (
    <div
      role="status"
      data-testid="connection"
      data-phase={phase}
      data-waiting={waitingNow}
      className={clsx(isTrouble && 'bg-warn-soft text-warn')}
    >
      {isTrouble ? (
        <p className="flex min-h-9 items-center gap-2 px-4 py-1.5 text-sm font-medium">
          <Icon
            aria-hidden="true"
            className={clsx('size-4 shrink-0', mood === 'connecting' && 'animate-spin')}
          />
          <span>
            {t(`connection.${mood}`)}
            {waiting > 0 && ` ${t('connection.willBeSent', { count: waiting })}`}
          </span>
        </p>
      ) : (
        // Told when it comes back; otherwise it stands under the own name.
        <span className="sr-only">{mood === 'online' && t('connection.online')}</span>
      )}
    </div>
  );
}
