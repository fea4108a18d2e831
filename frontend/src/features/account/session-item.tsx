import { intlFormatDistance } from 'date-fns';
import { CircleHelp, Monitor, Smartphone, Tablet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../sync/model';
import { Button } from '../../ui/button';
import { fullTime } from '../../ui/time';
import { deviceOf } from './device';
import { useDeviceName } from './device-name';

const PICTURES = { phone: Smartphone, tablet: Tablet, computer: Monitor, unknown: CircleHelp };

/** One device on which the person is signed in. */
export function SessionItem({ session, onRevoke }: { session: Session; onRevoke: () => void }) {
  const { t, i18n } = useTranslation('account');
  const device = useDeviceName()(session.userAgent);
  const Picture = PICTURES[deviceOf(session.userAgent).kind];
  const lastUsed = fullTime(session.lastUsedAt, i18n.language);

  return (
    <li
      data-testid="session-item"
      data-current={session.current}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3"
    >
      <Picture aria-hidden="true" className="size-6 shrink-0 text-quiet" strokeWidth={1.5} />
      <div className="min-w-0 flex-1 basis-48" title={session.userAgent ?? undefined}>
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <bdi>{device}</bdi>
          {session.current && (
            <span className="rounded-full bg-selected px-2 text-sm">{t('sessions.current')}</span>
          )}
        </p>
        <p className="text-sm text-quiet">
          <time dateTime={session.lastUsedAt} title={lastUsed}>
            {session.current
              ? t('sessions.now')
              : t('sessions.lastUsed', { when: relative(session.lastUsedAt, i18n.language) })}
          </time>
          {' · '}
          <time dateTime={session.createdAt} title={fullTime(session.createdAt, i18n.language)}>
            {t('sessions.since', { when: day(session.createdAt, i18n.language) })}
          </time>
        </p>
      </div>
      {!session.current && (
        <Button onClick={onRevoke} aria-label={t('sessions.revokeNamed', { device })} testId="session-revoke">
          {t('sessions.revoke')}
        </Button>
      )}
    </li>
  );
}

const day = (instant: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(instant));

/** "5 minutes ago", by Intl. A server's clock that is ahead must not speak of the future. */
const relative = (instant: string, locale: string): string =>
  intlFormatDistance(Math.min(Date.parse(instant), Date.now()), Date.now(), { locale });
