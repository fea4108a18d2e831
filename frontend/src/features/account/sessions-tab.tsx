import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../i18n/failure-text';
import { useAccount } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import type { Session } from '../../sync/model';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useToast } from '../../ui/toast';
import { useDeviceName } from './device-name';
import { useLoaded } from './loaded';
import { Loading } from './loading';
import { SessionItem } from './session-item';

/** Where the person is signed in; each of the others can be ended from here. */
export function SessionsTab() {
  const { t } = useTranslation('account');
  const { account } = useAccount();
  const { data, failure, load, put } = useLoaded(account.sessions);
  /** The sessions that the person is about to end. */
  const [ending, setEnding] = useState<readonly Session[] | null>(null);
  if (!data) return <Loading label={t('sessions.loading')} failure={failure} onAgain={load} />;

  const others = data.filter(({ current }) => !current);
  const ordered = [...data.filter(({ current }) => current), ...others];
  const ended = (ids: readonly string[]) => put(data.filter(({ id }) => !ids.includes(id)));

  return (
    <div className="flex flex-col gap-3">
      <p className="text-quiet">{t('sessions.hint')}</p>
      <ul className="divide-y divide-line">
        {ordered.map((session) => (
          <SessionItem key={session.id} session={session} onRevoke={() => setEnding([session])} />
        ))}
      </ul>
      {others.length > 1 && (
        <Button className="self-start" testId="session-revoke-others" onClick={() => setEnding(others)}>
          {t('sessions.revokeOthers')}
        </Button>
      )}
      {!others.length && <p className="text-quiet">{t('sessions.alone')}</p>}
      {ending && (
        <EndSessions
          sessions={ending}
          areAllOthers={ending.length > 1}
          onEnded={ended}
          onFailed={load}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  );
}

interface EndSessionsProps {
  sessions: readonly Session[];
  areAllOthers: boolean;
  onEnded: (ids: readonly string[]) => void;
  onFailed: () => void;
  onClose: () => void;
}

function EndSessions({ sessions, areAllOthers, onEnded, onFailed, onClose }: EndSessionsProps) {
  const { t } = useTranslation('account');
  const { account } = useAccount();
  const toast = useToast();
  const failureText = useFailureText();
  const deviceName = useDeviceName();

  async function end(): Promise<void> {
    try {
      await Promise.all(sessions.map(({ id }) => account.revokeSession(id).catch(unlessGone)));
      onEnded(sessions.map(({ id }) => id));
      toast.show({ text: t(areAllOthers ? 'sessions.revokedOthers' : 'sessions.revoked') });
    } catch (error) {
      // Some of them may have ended.
      onFailed();
      throw new Error(failureText(failureOf(error)), { cause: error });
    }
  }

  return (
    <ConfirmDialog
      title={t(areAllOthers ? 'sessions.revokeOthersTitle' : 'sessions.revokeTitle')}
      text={
        areAllOthers
          ? t('sessions.revokeOthersText', { count: sessions.length })
          : t('sessions.revokeText', { device: deviceName(sessions[0]?.userAgent ?? null) })
      }
      confirmLabel={t('sessions.revoke')}
      onConfirm={end}
      onClose={onClose}
    />
  );
}

/** A session that has ended by itself meanwhile is what was wanted. */
function unlessGone(error: unknown): void {
  if (failureOf(error).code !== 'NOT_FOUND') throw error;
}
