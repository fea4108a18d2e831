import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCell } from '../sync/context';
import { Brand } from '../ui/brand';
import { Button } from '../ui/button';
import { lazily } from '../ui/lazily';
import type { Core } from './core';
import { SignedIn } from './signed-in';

/** Whoever is signed in does not wait for it. */
const SignInPage = lazily(async () => (await import('../features/sign-in/sign-in-page')).SignInPage);

/** Signed out, or signed in as somebody. A change of account is a new tree: nothing of the other is left. */
export function App({ core }: { core: Core }) {
  const session = useCell(core.session.state);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => void core.session.restore(), [core]);

  if (session.phase === 'restoring') return <Splash isUnreachable={session.isUnreachable} />;
  if (session.phase === 'signed-out') {
    if (isMissing) return <Missing />;
    return <SignInPage session={core.session} reason={session.reason} onError={() => setMissing(true)} />;
  }
  return <SignedIn key={session.user.id} core={core} viewer={session.user} />;
}

function Splash({ isUnreachable }: { isUnreachable: boolean }) {
  const { t } = useTranslation('app');
  return <Plain isBusy text={isUnreachable ? t('unreachable') : t('opening')} />;
}

/** The code of a page could not be had (no network, or a new version was deployed): only a reload can help. */
function Missing() {
  const { t } = useTranslation('app');
  return (
    <Plain text={t('missing')}>
      <Button variant="primary" onClick={() => location.reload()} testId="reload">
        {t('reload')}
      </Button>
    </Plain>
  );
}

function Plain({ isBusy = false, text, children }: { isBusy?: boolean; text: string; children?: ReactNode }) {
  return (
    <main
      aria-busy={isBusy}
      className="flex h-dvh flex-col items-center justify-center gap-4 bg-ground p-6 text-center text-text"
    >
      <Brand />
      <p role="status" className="text-quiet">
        {text}
      </p>
      {children}
    </main>
  );
}
